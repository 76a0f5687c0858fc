"""What conventions ask of people and what each has done: pledges signed, trainings followed, with their proofs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.conventions.queries.adhesions import Adhesion, adhesions_of
from socle.habilitations.domain.attesting import Attested, Duty, duties_of, standing
from socle.habilitations.domain.requirements import Requirement, met
from socle.habilitations.models import Attestation, Habilitation
from socle.habilitations.queries.falls import lasting_rights
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import Decision
from socle.organismes.queries import Membership, calendar_of

__all__ = ["Asked", "Attestation", "asked_of", "attestations_of", "duties_in"]
ASK = "Un gestionnaire de votre organisme"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked of one person by one convention, and where they stand."""

    adhesion: Adhesion
    duty: Duty
    requirement: Requirement
    decision: Decision


def duties_in(organisation_id: UUID, at: datetime) -> list[tuple[Adhesion, Duty]]:
    """What the organisation's conventions ask of its people."""
    return [
        (adhesion, duty)
        for adhesion in adhesions_of(organisation_id, at)
        for duty in duties_of(adhesion.terms.as_domain())
    ]


def duty_named(organisation_id: UUID, convention_id: UUID, code: str, at: datetime) -> tuple[Adhesion, Duty] | None:
    found = duties_in(organisation_id, at)
    return next((one for one in found if (one[0].id, one[1].code) == (convention_id, code)), None)


def attestations_of(membership_ids: Iterable[UUID]) -> Mapping[UUID, list[Attestation]]:
    """What each member has done, the latest first, in one statement."""
    kept: dict[UUID, list[Attestation]] = defaultdict(list)
    rows = Attestation.objects.filter(membership_id__in=list(membership_ids)).order_by("-done_at", "id")
    for row in rows.select_related("convention"):
        kept[row.membership_id].append(row)
    return kept


def asked_of(member: Membership, at: datetime) -> list[Asked]:
    """What the rights of a member ask of them, condition by condition."""
    rights, done = lasting_rights(member.id, at), attestations_of([member.id])[member.id]
    duties = duties_in(member.organisation_id, at)
    return list(_standings(member, rights, done, duties, calendar_of(member.organisation_id), at))


def _standings(
    member: Membership,
    rights: Sequence[Habilitation],
    done: Sequence[Attestation],
    duties: Sequence[tuple[Adhesion, Duty]],
    calendar: Calendar,
    at: datetime,
) -> Iterable[Asked]:
    for adhesion, duty in duties:
        held = [row for row in rights if row.convention_id == adhesion.id]
        if not any(duty.concerns(row.service, row.profile) for row in held):
            continue
        attested = [Attested(row.code, row.done_at, row.version) for row in done if row.convention_id == adhesion.id]
        requirement = standing(duty, attested, calendar, ASK)
        yield Asked(adhesion, duty, requirement, met(requirement, member.person.name, at))


def asked_of_many(people: Sequence[Membership], at: datetime) -> Mapping[UUID, list[Asked]]:
    """The same for a page of people, in a constant number of statements."""
    if not people:
        return {}
    ids = [one.id for one in people]
    done, duties = attestations_of(ids), duties_in(people[0].organisation_id, at)
    rows = Habilitation.objects.filter(membership_id__in=ids, period__contains=at, withdrawn_at=None)
    rights: dict[UUID, list[Habilitation]] = defaultdict(list)
    for row in rows:
        rights[row.membership_id].append(row)
    calendar = calendar_of(people[0].organisation_id)
    return {one.id: list(_standings(one, rights[one.id], done[one.id], duties, calendar, at)) for one in people}


def kept_in(organisation_id: UUID, at: datetime) -> list[Attestation]:
    """Every proof kept for an organisation at that time, by name."""
    rows = Attestation.objects.filter(organisation_id=organisation_id, recorded_at__lte=at).select_related(
        "membership__person", "convention"
    )
    return list(rows.order_by("membership__person__last_name", "membership__person__first_name", "done_at", "id"))
