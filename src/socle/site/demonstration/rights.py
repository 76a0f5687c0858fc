"""Rights of the demonstration: opened by the principal of each body, in a group, suspended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from socle.conventions.domain.kinds.prerequisite import Need
from socle.conventions.queries.adhesions import adhesions_of
from socle.habilitations.actions.granting import open_right
from socle.habilitations.domain.attesting import duties_of
from socle.habilitations.models import (
    Attestation,
    Group,
    GroupMember,
    Habilitation,
    LocalProfile,
    LocalProfileLine,
    Suspension,
)
from socle.organismes.models import Membership
from socle.site.demonstration.people import Cast, Somebody

TRAINED_AGO = timedelta(days=60)
Members = Mapping[tuple[str, Somebody], Membership]


def open_rights(everybody: Cast, memberships: Members, at: datetime) -> None:
    """Rights opened by the principal of each body, through the same ledger of seats as any other."""
    grantors = _grantors(everybody)
    for one in everybody.people:
        for right in one.rights:
            open_right(
                memberships[one.body, one], right.service, right.profile, granted_by_id=grantors[one.body], at=at
            )
    _groups(everybody, memberships, grantors, at)
    _suspensions(everybody, memberships, grantors, at)
    _trainings(everybody, memberships, grantors, at)


def _grantors(everybody: Cast) -> Mapping[str, UUID]:
    return {one.body: one.person_id for one in everybody.people if "principal" in one.roles}


def named(memberships: Members, body: str, name: str) -> Membership:
    return next(
        row for (of, one), row in memberships.items() if of == body and f"{one.first_name} {one.last_name}" == name
    )


def _groups(everybody: Cast, memberships: Members, grantors: Mapping[str, UUID], at: datetime) -> None:
    for row in everybody.groups:
        people = [named(memberships, row["body"], name) for name in row["members"]]
        rights = Habilitation.objects.filter(membership__in=people, service=row["service"], profile=row["code"])
        made = {"organisation_id": people[0].organisation_id, "created_by_id": grantors[row["body"]], "created_at": at}
        local = LocalProfile.objects.create(name=row["profile"], description=row["purpose"], **made)
        LocalProfileLine.objects.create(
            organisation_id=local.organisation_id,
            local_profile=local,
            service=row["service"],
            profile=row["code"],
            purpose=rights[0].purpose,
        )
        group = Group.objects.create(name=row["name"], purpose=row["purpose"], local_profile=local, **made)
        for person in people:
            GroupMember.objects.create(
                organisation_id=group.organisation_id,
                group=group,
                membership=person,
                period=(at, None),
                added_by_id=grantors[row["body"]],
                added_at=at,
            )
        rights.update(group=group)


def _suspensions(everybody: Cast, memberships: Members, grantors: Mapping[str, UUID], at: datetime) -> None:
    for row in everybody.suspensions:
        right = Habilitation.objects.get(membership=named(memberships, row["body"], row["name"]))
        Suspension.objects.create(
            organisation_id=right.organisation_id,
            habilitation=right,
            kind="manager",
            period=(at, None),
            cause=row["cause"],
            suspended_by_id=grantors[row["body"]],
            suspended_at=at,
        )


def _trainings(everybody: Cast, memberships: Members, grantors: Mapping[str, UUID], at: datetime) -> None:
    """Those who sign in have followed the training that their convention owes them (MCP-34)."""
    trained = [one for one in everybody.people if one.login and one.rights]
    for right in Habilitation.objects.filter(membership__in=[memberships[one.body, one] for one in trained]):
        adhesion = next(one for one in adhesions_of(right.organisation_id, at) if one.id == right.convention_id)
        for duty in duties_of(adhesion.terms.as_domain()):
            if duty.is_condition or duty.needs is not Need.TRAINING:
                continue
            body = next(one.body for one in trained if memberships[one.body, one].id == right.membership_id)
            Attestation.objects.create(
                organisation_id=right.organisation_id,
                membership_id=right.membership_id,
                caisse_id=right.caisse_id,
                convention_id=right.convention_id,
                kind=duty.needs.value,
                code=duty.code,
                label=duty.label,
                topics=list(duty.topics),
                proof="feuille d'émargement de la séance d'accueil",
                done_at=at - TRAINED_AGO,
                recorded_by_id=grantors[body],
                recorded_at=at - TRAINED_AGO,
            )
