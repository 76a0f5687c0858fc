"""One right whole: its row, the chain that justifies it, and when it last served."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.habilitations.domain import rights
from socle.habilitations.domain.states import RightOnDay
from socle.habilitations.models import Habilitation, SeatHold
from socle.habilitations.queries.facts import MemberInConvention, member_in_convention
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision
from socle.organismes.queries import names_of_people
from socle.traces.queries import visible_traces

CONSULTED = "dossier:file:consulted"
READ_BACK = 200


@dataclass(frozen=True, slots=True)
class Held:
    """A right with what decides it now."""

    row: Habilitation
    day: RightOnDay
    decision: Decision
    member: MemberInConvention
    granted_by: str
    withdrawn_by: str = ""
    seats: tuple[int, ...] = ()


def right(habilitation_id: UUID) -> Habilitation | None:
    """A right that the actor's organisation sees."""
    rows = Habilitation.objects.select_related("membership__person", "organisation", "caisse", "convention")
    return rows.filter(id=habilitation_id).first()


def held(row: Habilitation, day: RightOnDay, at: datetime) -> Held:
    """The right with its chain, who gave it and the seat it takes."""
    member = member_in_convention(row.membership_id, row.service, row.profile, at)
    assert member is not None
    people = names_of_people({row.granted_by_id, *([row.withdrawn_by_id] if row.withdrawn_by_id else [])})
    return Held(
        row,
        day,
        rights.decide(member.facts, at),
        member,
        people.get(row.granted_by_id, "un gestionnaire"),
        people.get(row.withdrawn_by_id, "un gestionnaire") if row.withdrawn_by_id else "",
        tuple(SeatHold.objects.filter(habilitation_id=row.id, period__contains=at).values_list("slot", flat=True)),
    )


def lasting(rows: Sequence[Habilitation], days: Mapping[UUID, RightOnDay], at: datetime) -> tuple[Held, ...]:
    """Those in force, suspended or coming, each with its chain."""
    return tuple(held(row, days[row.id], at) for row in rows if not days[row.id].is_over)


def rights_of_member(membership_id: UUID, at: datetime) -> list[Habilitation]:
    """Every right that a member had been granted, the latest first."""
    rows = Habilitation.objects.filter(membership_id=membership_id, granted_at__lte=at).select_related(
        "membership__person", "convention", "caisse"
    )
    return list(rows.order_by("-granted_at", "id"))


def last_use(row: Habilitation, actor: Actor) -> datetime | None:
    """When the right last served to read a file, among the latest readings of its holder."""
    page = visible_traces(actor, person=row.membership.person_id, tag=CONSULTED, limit=READ_BACK)
    uses = (line.event.at for line in page.items if line.event.payload.get("profile") == row.profile)
    return next(uses, None)
