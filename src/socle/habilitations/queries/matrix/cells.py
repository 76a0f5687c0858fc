"""The cells of the matrix, and whether a right may be opened in those that are empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.habilitations.domain.granting import Target, may_manage
from socle.habilitations.domain.matrix import CellFacts, CellState, cell_state, is_idle
from socle.habilitations.domain.rights import decide_service
from socle.habilitations.domain.seats import Seats, refuse_exhausted, refuse_not_opened
from socle.habilitations.models import Habilitation, Suspension
from socle.habilitations.queries.facts import member_in_convention
from socle.habilitations.queries.matrix.columns import Column
from socle.habilitations.queries.matrix.people import rights_on
from socle.habilitations.queries.roles import actor_holder, holders_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision, first_refusal
from socle.kernel.period import Period
from socle.organismes.queries import Membership


@dataclass(frozen=True, slots=True)
class CellRight:
    """A right as one cell shows it."""

    right: Habilitation
    facts: CellFacts
    state: CellState


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody, and what they hold in each column."""

    member: Membership
    cells: tuple[tuple[CellRight, ...], ...]


@dataclass(frozen=True, slots=True)
class ServiceDay:
    """A service on a day: whether the convention opened it, and whether the partner manages its own rights to it."""

    opening: Decision
    managing: Decision


def service_days(columns: Iterable[Column], membership_id: UUID, at: datetime) -> dict[str, ServiceDay]:
    """Each service of these columns, read once; any member of the organisation says it."""
    found: dict[str, ServiceDay] = {}
    for column in columns:
        if column.service not in found:
            member = member_in_convention(membership_id, column.service, column.profile, at)
            assert member is not None
            found[column.service] = ServiceDay(decide_service(member.facts, at), member.managing)
    return found


def rows_of(
    found: Sequence[Membership], columns: Sequence[Column], days: Mapping[str, ServiceDay], at: datetime
) -> list[PersonRow]:
    """What these people hold in these columns, in two statements."""
    if not found:
        return []
    ids = [row.id for row in found]
    held: dict[tuple[UUID, str], list[CellRight]] = {}
    stops = Suspension.objects.filter(habilitation__membership_id__in=ids, period__contains=at)
    stopped = set(stops.values_list("habilitation_id", flat=True))
    for right in rights_on(found[0].organisation_id, at).filter(membership_id__in=ids).order_by("granted_at", "id"):
        if right.service in days:
            key = f"{right.service}:{right.profile}:{right.scope_id or ''}"
            held.setdefault((right.membership_id, key), []).append(
                _cell(right, days[right.service], at, is_stopped=right.id in stopped)
            )
    return [PersonRow(row, tuple(tuple(held.get((row.id, column.key), ())) for column in columns)) for row in found]


def _cell(right: Habilitation, day: ServiceDay, at: datetime, *, is_stopped: bool) -> CellRight:
    facts = CellFacts(
        Period(right.period.lower, right.period.upper),
        withdrawn_at=right.withdrawn_at,
        is_suspended=is_stopped or is_idle(right.period.lower, right.last_used_at, right.reactivated_at, at),
        is_stand_in=right.stands_in_for_id is not None,
        is_service_open=bool(day.opening),
    )
    return CellRight(right, facts, cell_state(facts, at))


def openings(
    rows: Sequence[PersonRow], columns: Sequence[Column], days: Mapping[str, ServiceDay], actor: Actor, at: datetime
) -> Mapping[tuple[UUID, str], Decision]:
    """For each person and column, whether the actor may open the right; its purpose and dates are asked at the act."""
    manager = actor_holder(actor, at)
    holders = holders_of((row.member for row in rows), at)
    of_person = {
        (row.member.id, column.key): may_manage(
            manager,
            holders.get(row.member.id),
            Target(column.service, column.profile, column.scope_id),
            managing=days[column.service].managing,
        )
        for row in rows
        for column in columns
    }
    of_column = {column.key: _column_open(column, days[column.service]) for column in columns}
    return {
        (row.member.id, column.key): first_refusal((of_person[row.member.id, column.key], of_column[column.key]))
        for row in rows
        for column in columns
    }


def _column_open(column: Column, day: ServiceDay) -> Decision:
    if column.offer is None:
        return refuse_not_opened(f"le profil {column.profile}", None)
    own = [line for line in column.offer.lines if line.scope_id == column.scope_id]
    full = next((line for line in (*own, *column.offer.shared) if line.maximum is not None and not line.free), None)
    if full is None:
        return first_refusal((day.opening, column.offer.opening))
    seats = Seats(full.term, full.clause, full.maximum, f"{column.title}")
    return first_refusal((day.opening, column.offer.opening, refuse_exhausted(seats, None, full.used)))
