"""Seats over time: the ledger of each ceiling, the map of its use, in a number of statements that nothing changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from socle.conventions.domain.kinds import Seats as SeatsTerm
from socle.conventions.queries.course import Course, course_of
from socle.habilitations.domain.forecast import Forecast, Ledger, forecast
from socle.habilitations.domain.heat import Heat, peaks
from socle.habilitations.domain.seats import Hold, used_over_time
from socle.habilitations.queries.seats import SeatLine, seat_lines
from socle.kernel.clause import Clause
from socle.kernel.period import Period

MONTHS = 12
A_YEAR = timedelta(days=400)
HOLDS_SINCE = """
select b.convention_id, b.term_key, b.scope_id, h.slot, h.membership_id, lower(h.period), upper(h.period)
from habilitations_seathold h
join habilitations_seatbucket b on b.id = h.bucket_id
where b.organisation_id = %s and not isempty(h.period) and (upper(h.period) is null or upper(h.period) > %s)
"""

Key = tuple[UUID, str, UUID | None]


@dataclass(frozen=True, slots=True)
class Usage:
    """The ceilings of an organisation at an instant, with what was and will be taken of each."""

    organisation_id: UUID
    at: datetime
    lines: tuple[SeatLine, ...]
    holds: dict[Key, list[Hold]]
    course: Course

    def holds_of(self, line: SeatLine) -> list[Hold]:
        return self.holds.get((line.convention_id, line.term, line.scope_id), [])

    def ledger(self, line: SeatLine, maximum: int | None = None) -> Ledger:
        """The ceiling over time; `maximum` tries another one from now on."""
        now = ((self.at, line.maximum if maximum is None else maximum),)
        later = () if maximum is not None else tuple(self._later(line))
        return Ledger(tuple(self.holds_of(line)), (*now, *later), line.clause)

    def _later(self, line: SeatLine) -> Iterable[tuple[datetime, int | None]]:
        for moment in self.course.changes(line.convention_id, self.at):
            yield moment, self.maximum_at(line, moment)

    def maximum_at(self, line: SeatLine, at: datetime) -> int | None:
        """The ceiling of the line at another instant; None when it was not open."""
        return self.maxima_at(line.convention_id, at).get(line.term)

    def maxima_at(self, convention_id: UUID, at: datetime) -> Mapping[str, int]:
        """Every ceiling that the convention opens at an instant, by term: its terms are read once."""
        return {
            term.id: term.body.max
            for term in self.course.at(convention_id, at).of(SeatsTerm)
            if term.body.opened and term.body.max is not None
        }

    def forecast(self, line: SeatLine, maximum: int | None = None) -> Forecast:
        return forecast(self.ledger(line, maximum), self.at)


def usage_of(organisation_id: UUID, at: datetime) -> Usage:
    """Everything the pages of seats reckon with."""
    with connection.cursor() as cursor:
        cursor.execute(HOLDS_SINCE, (organisation_id, at - A_YEAR))
        rows = cursor.fetchall()
    holds: dict[Key, list[Hold]] = {}
    for convention_id, term, scope_id, slot, membership_id, start, end in rows:
        holds.setdefault((convention_id, term, scope_id), []).append(Hold(slot, membership_id, Period(start, end)))
    lines = tuple(seat_lines(organisation_id, at))
    return Usage(organisation_id, at, lines, holds, course_of([organisation_id], SeatsTerm.kind))


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One profile of the map."""

    service: str
    profile: str
    clause: Clause
    cells: tuple[Heat | None, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Profiles × places, or profiles × months."""

    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]


def by_place(usage: Usage) -> HeatMap:
    """What each profile takes of its seats, for the whole body and in each of its places."""
    scopes = dict.fromkeys((line.scope_id, line.scope) for line in usage.lines)
    rows = []
    for lines in _profiles(usage.lines):
        held = {line.scope_id: Heat(line.used, line.maximum) for line in lines}
        rows.append(_row(lines[0], tuple(held.get(scope_id) for scope_id, _ in scopes)))
    return HeatMap(tuple(name or "Tout l'organisme" for _, name in scopes), tuple(rows))


def by_month(usage: Usage) -> HeatMap:
    """The most seats each profile took at once in each of the last twelve months, all its places together."""
    starts = month_starts(usage.at)
    ends = [*starts[1:], usage.at]
    rows = [
        _row(
            lines[0],
            tuple(
                Heat(used, _ceiling(usage, lines, end - timedelta(microseconds=1)))
                for used, end in zip(
                    peaks(used_over_time(_together(usage, lines)), starts, usage.at), ends, strict=True
                )
            ),
        )
        for lines in _profiles(usage.lines)
    ]
    return HeatMap(tuple(f"{timezone.localtime(start):%m/%Y}" for start in starts), tuple(rows))


def month_starts(at: datetime) -> list[datetime]:
    """The first instant of this month and of the eleven before, where the organisation is, in order of time."""
    local = timezone.localtime(at)
    numbers = [local.year * 12 + local.month - 1 - back for back in range(MONTHS - 1, -1, -1)]
    return [timezone.make_aware(datetime(number // 12, number % 12 + 1, 1)) for number in numbers]  # noqa: DTZ001


def _profiles(lines: Sequence[SeatLine]) -> list[list[SeatLine]]:
    """The lines of each profile that is open somewhere, or still holds somebody."""
    found: dict[tuple[UUID, str, str], list[SeatLine]] = {}
    for line in lines:
        found.setdefault((line.convention_id, line.service, line.profile), []).append(line)
    return [group for group in found.values() if any(line.maximum or line.used for line in group)]


def _row(line: SeatLine, cells: tuple[Heat | None, ...]) -> HeatRow:
    return HeatRow(line.service, line.profile, line.clause, cells)


def _together(usage: Usage, lines: Sequence[SeatLine]) -> list[Hold]:
    """The holds of several buckets as one: slots of the same number stay apart."""
    numbers: dict[tuple[int, int], int] = {}
    return [
        Hold(numbers.setdefault((rank, hold.slot), len(numbers)), hold.member, hold.period)
        for rank, line in enumerate(lines)
        for hold in usage.holds_of(line)
    ]


def _ceiling(usage: Usage, lines: Sequence[SeatLine], at: datetime) -> int | None:
    opened = usage.maxima_at(lines[0].convention_id, at)
    maxima = [opened.get(line.term) for line in lines]
    return sum(maximum or 0 for maximum in maxima) if any(maximum is not None for maximum in maxima) else None
