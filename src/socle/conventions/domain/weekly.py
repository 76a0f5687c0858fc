"""The week of a house: when it opens, and which slots lie outside (FSV-04, FSV-05; convention, 2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from socle.conventions.domain.kinds.place_hours import PlaceHours
from socle.conventions.domain.kinds.presence import Presence
from socle.conventions.domain.reading import AnyTerm, of_kind
from socle.conventions.domain.words import Day
from socle.kernel.clause import Clause

Range = tuple[int, int]
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Outside:
    """A slot, or the part of it, held while the house is closed to the public; allowed or not by its term."""

    term_id: str
    clause: Clause
    day: Day
    ranges: tuple[str, ...]
    allowed: bool


def ranges(hours: str) -> tuple[Range, ...]:
    """Opening ranges in minutes of the day.

    >>> ranges("08:30-12:30")
    ((510, 750),)
    """
    bounds = (part.split("-") for part in hours.split(","))
    return tuple((_minute(start), _minute(end)) for start, end in bounds)


def open_ranges(terms: Iterable[AnyTerm], place: str, day: Day) -> tuple[Range, ...]:
    """When a place is open to the public on a day of the week."""
    found = (term.body for term in of_kind(terms, PlaceHours) if term.body.place == place and day in term.body.days)
    return tuple(sorted(one for body in found for one in ranges(body.hours)))


def outside(terms: Iterable[AnyTerm]) -> tuple[Outside, ...]:
    """The slots held outside the hours of their place, in the order of the text; none when no hours are written."""
    found = tuple(terms)
    places = {term.body.place for term in of_kind(found, PlaceHours)}
    shown = []
    for term in of_kind(found, Presence):
        opened = open_ranges(found, term.body.place, term.body.day)
        left = tuple(gap for one in ranges(term.body.hours) for gap in _left(one, opened))
        if left and term.body.place in places:
            spans = tuple(f"{_clock(start)}-{_clock(end)}" for start, end in left)
            shown.append(Outside(term.id, term.clause, term.body.day, spans, term.body.outside_hours_allowed))
    return tuple(shown)


def written_twice(terms: Iterable[AnyTerm]) -> tuple[tuple[str, Day], ...]:
    """The days of a place that two terms open: nobody knows which hours hold."""
    days = Counter((term.body.place, day) for term in of_kind(terms, PlaceHours) for day in term.body.days)
    return tuple(key for key, count in days.items() if count > 1)


def _left(span: Range, opened: tuple[Range, ...]) -> list[Range]:
    start, end = span
    left = []
    for first, last in opened:
        if last <= start or first >= end:
            continue
        if first > start:
            left.append((start, first))
        start = max(start, last)
    return [*left, (start, end)] if start < end else left


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * _HOUR + int(minute)


def _clock(minute: int) -> str:
    return f"{minute // _HOUR:02}:{minute % _HOUR:02}"
