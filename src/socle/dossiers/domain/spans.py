"""Spans of days: a right is counted by day, from its first day to the day after its last."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_PER_YEAR = 12


def months_before(day: date, months: int) -> date:
    """Go back by calendar months; a day that the month lacks becomes its last one.

    >>> months_before(date(2028, 2, 29), 24)
    datetime.date(2026, 2, 28)
    """
    index = day.year * MONTHS_PER_YEAR + day.month - 1 - months
    year, month = divmod(index, MONTHS_PER_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def years_before(day: date, years: int) -> date:
    return months_before(day, years * MONTHS_PER_YEAR)


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open [start, end); no end means that it still runs."""

    start: date
    end: date | None = None

    @property
    def last(self) -> date | None:
        """The last day inside."""
        return None if self.end is None else self.end - timedelta(days=1)

    def contains(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def touches(self, first: date, last: date) -> bool:
        """Whether one of its days is between two days, both included."""
        return self.start <= last and (self.end is None or first < self.end)

    def within_years(self, today: date, years: int) -> bool:
        """Whether it runs today or ran during the last `years` calendar years."""
        return self.touches(years_before(today, years), today)
