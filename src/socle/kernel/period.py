"""A stretch of time is half-open, [start, end): two that follow each other never share an instant.

Source: house.md, « Values and shapes » (rights are rows with a validity period); the bounds of PostgreSQL's
`tstzrange`. Instants are compared in UTC: Python compares two local times of one zone by their wall clocks, and an hour
comes twice in October.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` included to `end` excluded; `end=None` means still running.

    >>> year = Period(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    >>> year.contains(datetime(2026, 1, 1, tzinfo=UTC)), year.contains(datetime(2027, 1, 1, tzinfo=UTC))
    (True, False)
    >>> year.overlaps(Period(datetime(2027, 1, 1, tzinfo=UTC)))
    False
    """

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or (self.end is not None and self.end.tzinfo is None):
            raise ValueError("période : une heure sans fuseau est ambiguë ; donnez le fuseau des deux bornes")
        if not _before(self.start, self.end):
            raise ValueError(
                f"période vide : le début ({_say(self.start)}) doit précéder la fin ({_say(self.end)}) ; "
                "avancez le début ou reculez la fin"
            )

    @property
    def is_open(self) -> bool:
        """Whether no end is known."""
        return self.end is None

    def contains(self, at: datetime) -> bool:
        return not _before(at, self.start) and _before(at, self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether an instant belongs to both."""
        return _before(self.start, other.end) and _before(other.start, self.end)

    def covers(self, other: Period) -> bool:
        """Whether every instant of `other` belongs to this period."""
        if _before(other.start, self.start):
            return False
        return self.end is None or (other.end is not None and not _before(self.end, other.end))

    def clip(self, other: Period) -> Period | None:
        """The part of this period inside `other`, None when they share no instant."""
        if not self.overlaps(other):
            return None
        return Period(max(self.start, other.start, key=_utc), _earliest(self.end, other.end))

    def without(self, others: Iterable[Period]) -> tuple[Period, ...]:
        """What remains of this period once `others` are taken out, in order of time."""
        remaining: list[Period] = []
        cursor: datetime | None = self.start
        for hole in merge(part for part in (other.clip(self) for other in others) if part):
            if cursor is not None and _before(cursor, hole.start):
                remaining.append(Period(cursor, hole.start))
            cursor = hole.end
        if cursor is not None and _before(cursor, self.end):
            remaining.append(Period(cursor, self.end))
        return tuple(remaining)

    def in_utc(self) -> Period:
        """The same instants, written in UTC."""
        return Period(_utc(self.start), None if self.end is None else _utc(self.end))

    def __str__(self) -> str:
        return f"du {_say(self.start)} au {_say(self.end)} (exclu)" if self.end else f"depuis le {_say(self.start)}"


def merge(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The same instants in the fewest periods, in order of time: those that touch or overlap become one."""
    merged: list[Period] = []
    for period in sorted(periods, key=lambda one: _utc(one.start)):
        last = merged[-1] if merged else None
        if last is not None and (last.end is None or not _before(last.end, period.start)):
            merged[-1] = Period(last.start, _latest(last.end, period.end))
        else:
            merged.append(period)
    return tuple(merged)


def _before(start: datetime, end: datetime | None) -> bool:
    return end is None or _utc(start) < _utc(end)


def _earliest(one: datetime | None, other: datetime | None) -> datetime | None:
    if one is None or other is None:
        return one or other
    return min(one, other, key=_utc)


def _latest(one: datetime | None, other: datetime | None) -> datetime | None:
    return None if one is None or other is None else max(one, other, key=_utc)


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def _say(at: datetime | None) -> str:
    return "" if at is None else f"{at:%d/%m/%Y %H:%M}"
