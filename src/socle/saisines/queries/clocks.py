"""The clock of a case from its rows: its promise, its pauses, the calendar and the hours of its door."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from socle.conventions.queries.in_force import InForce
from socle.kernel.clause import Clause
from socle.kernel.period import Period
from socle.saisines.domain.clocks import Clock, clock_of
from socle.saisines.domain.doors import Door, Promise
from socle.saisines.models import Pause, Saisine


def pauses_of(case: Saisine) -> tuple[Period, ...]:
    """The pauses that lasted: papers brought at the instant they are asked stop nothing."""
    rows = Pause.objects.filter(saisine=case).exclude(until=F("since")).order_by("since")
    return tuple(Period(row.since, row.until) for row in rows)


def clock(case: Saisine, door: Door | None, convention: InForce, pauses: Iterable[Period]) -> Clock:
    """As the door of today writes it; a door that the convention has lost keeps the delay the case was promised."""
    promise = door.promise if door else Promise(case.within or None, Clause.parse(case.due_clause))
    hours = door.hours if door else None
    return clock_of(promise, case.first_received_at, convention.calendar, hours, pauses)


def set_clock(case: Saisine, found: Clock, within: str | None) -> None:
    """Write on the row what the queue sorts by and the page proves."""
    case.within, case.due_at = within or "", found.due
    case.due_clause, case.due_proof = str(found.clause), list(found.proof)
