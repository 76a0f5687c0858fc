"""Which clocks move when a calendar, a reading or a delay of a convention changes: judged again, case by case.

The last day of a delay in days depends on the day of the receipt alone, whatever the hour: it is computed once for all
the cases of a day. The proof, which tells the hour, is computed for the cases that move.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from socle.kernel.deadlines import Calendar, Delay, OpeningHours
from socle.kernel.period import Period
from socle.saisines.domain.clocks import Clock, clock_of
from socle.saisines.domain.doors import Promise


@dataclass(frozen=True, slots=True)
class Rule:
    """What a clock is computed with, besides the receipt and the pauses."""

    promise: Promise
    calendar: Calendar
    hours: OpeningHours | None = None

    @property
    def is_by_day(self) -> bool:
        within = self.promise.within
        return within is not None and self.hours is None and not Delay.parse(within).is_hours


@dataclass(slots=True)
class Reckoner:
    """The clocks of many cases."""

    known: dict[tuple[Rule, date], datetime | None] = field(default_factory=dict)

    def due(self, rule: Rule, received: datetime, pauses: Sequence[Period]) -> datetime | None:
        """Until when the answer is due."""
        if pauses or not rule.is_by_day:
            return self.clock(rule, received, pauses).due
        key = (rule, rule.calendar.day_of(received))
        if key not in self.known:
            self.known[key] = self.clock(rule, received, ()).due
        return self.known[key]

    def clock(self, rule: Rule, received: datetime, pauses: Sequence[Period]) -> Clock:
        return clock_of(rule.promise, received, rule.calendar, rule.hours, pauses)
