"""When a desk answers: opening hours by day of the week, with a lunch gap.

Source: convention Mon Compte Partenaire, centre de services
(« du lundi au vendredi, de 9h00 à 11h30 et de 14h00 à 16h00 »).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from socle.kernel.deadlines.calendars import Calendar
from socle.kernel.french import WEEKDAYS
from socle.kernel.period import Period

MONDAY_TO_FRIDAY = range(5)
MONDAY_TO_SUNDAY = range(7)
SLOT = re.compile(r"(\d{1,2})[:hH](\d{2})?\s*[-–]\s*(\d{1,2})[:hH](\d{2})?")


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """Open from `opens` included to `closes` excluded, local time."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError(f"plage « {self} » : l'ouverture doit précéder la fermeture")

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The slots of each day of the week, Monday first; holidays are the calendar's business.

    >>> desk = OpeningHours.parse("09:00-11:30,14:00-16:00")
    >>> str(desk)
    'lundi au vendredi 09:00-11:30,14:00-16:00'
    >>> desk.opens_on(date(2026, 4, 4), Calendar("75"))
    False
    """

    week: tuple[tuple[Slot, ...], ...]

    def __post_init__(self) -> None:
        if len(self.week) != len(WEEKDAYS) or not any(self.week):
            raise ValueError("heures d'ouverture : donnez au moins une plage, par exemple « 09:00-11:30,14:00-16:00 »")
        for slots in self.week:
            if any(later.opens < earlier.closes for earlier, later in pairwise(slots)):
                raise ValueError("heures d'ouverture : deux plages se chevauchent ou ne sont pas dans l'ordre")

    @classmethod
    def parse(cls, text: str, days: Iterable[int] = MONDAY_TO_FRIDAY) -> OpeningHours:
        """The same slots for each of `days` (0 = Monday); ValueError in French."""
        slots, chosen = _slots(text), frozenset(days)
        return cls(tuple(slots if day in chosen else () for day in MONDAY_TO_SUNDAY))

    def with_day(self, weekday: int, text: str) -> OpeningHours:
        """Other hours for one day of the week; an empty text closes it."""
        slots = _slots(text) if text.strip() else ()
        return replace(self, week=(*self.week[:weekday], slots, *self.week[weekday + 1 :]))

    def opens_on(self, day: date, calendar: Calendar) -> bool:
        return bool(self.week[day.weekday()]) and calendar.holiday(day) is None

    def periods_on(self, day: date, calendar: Calendar) -> tuple[Period, ...]:
        """The opening periods of a day, empty when the desk is closed."""
        if not self.opens_on(day, calendar):
            return ()
        zone = calendar.zone
        return tuple(
            Period(datetime.combine(day, slot.opens, zone), datetime.combine(day, slot.closes, zone))
            for slot in self.week[day.weekday()]
        )

    def periods_from(self, at: datetime, calendar: Calendar) -> Iterator[Period]:
        """The opening periods from an instant on, without end: the first may already have begun."""
        day = calendar.day_of(at)
        while True:
            for period in self.periods_on(day, calendar):
                if period.end is not None and at < period.end:
                    yield Period(max(at, period.start), period.end)
            day += timedelta(days=1)

    def next_opening(self, at: datetime, calendar: Calendar) -> datetime:
        """The instant itself when open, else the next opening."""
        return next(self.periods_from(at, calendar)).start

    def closing(self, day: date, calendar: Calendar) -> datetime:
        """When the desk closes for the day; ValueError on a closed day."""
        slots = self.week[day.weekday()]
        if not self.opens_on(day, calendar):
            raise ValueError(f"le service est fermé le {day:%d/%m/%Y}")
        return datetime.combine(day, slots[-1].closes, calendar.zone)

    def __str__(self) -> str:
        groups: list[tuple[int, int]] = []
        for day, slots in enumerate(self.week):
            if groups and slots == self.week[groups[-1][0]]:
                groups[-1] = (groups[-1][0], day)
            else:
                groups.append((day, day))
        return " ; ".join(f"{_days(*group)} {_say(self.week[group[0]])}" for group in groups if self.week[group[0]])


def _slots(text: str) -> tuple[Slot, ...]:
    return tuple(_slot(part.strip(), text) for part in text.split(","))


def _slot(part: str, whole: str) -> Slot:
    match = SLOT.fullmatch(part)
    if match is None:
        raise ValueError(f"heures d'ouverture « {whole} » illisibles : écrivez par exemple « 09:00-11:30,14:00-16:00 »")
    opens_hour, opens_minute, closes_hour, closes_minute = (int(group or 0) for group in match.groups())
    try:
        return Slot(time(opens_hour, opens_minute), time(closes_hour, closes_minute))
    except ValueError as error:
        raise ValueError(f"heures d'ouverture « {whole} » : la plage « {part} » n'est pas possible") from error


def _say(slots: tuple[Slot, ...]) -> str:
    return ",".join(str(slot) for slot in slots)


def _days(first: int, last: int) -> str:
    return WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]} au {WEEKDAYS[last]}"
