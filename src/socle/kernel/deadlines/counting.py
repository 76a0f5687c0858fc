"""Counting whole days, months and years, each step kept for the proof.

Sources: code de procédure civile, articles 641 (the day of the event does not count; months end on the same day number,
else on the last day of the month; months first, then days) and 642 (a last day that is a Saturday, a Sunday or a
holiday is carried to the next working day). A suspension stops the clock: a day that it touches is not counted.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from socle.kernel.deadlines.calendars import SATURDAY, SUNDAY, Calendar
from socle.kernel.deadlines.delay import Delay, Span, Unit
from socle.kernel.deadlines.opening import OpeningHours
from socle.kernel.deadlines.proof import ProofStep
from socle.kernel.deadlines.wording import ordinal, say_day
from socle.kernel.period import Period

ONE_DAY = timedelta(days=1)
MONTHS_IN_A_YEAR = 12
WEEK = 7


class NeverResumedError(ValueError):
    """The clock is stopped by a suspension without end: the deadline is not known yet."""

    def __init__(self) -> None:
        super().__init__("le délai est suspendu sans date de reprise : indiquez la reprise pour connaître l'échéance")


@dataclass(slots=True)
class Count:
    """Walks from the day of the event to the last day, writing the proof as it goes."""

    calendar: Calendar
    hours: OpeningHours | None
    suspensions: Sequence[Period]
    proof: list[ProofStep] = field(default_factory=list)

    def run(self, event: date, delay: Delay) -> date:
        """The last day of a whole-day delay, before any roll-over."""
        cursor = event
        months = delay.amount_of(Unit.YEARS) * MONTHS_IN_A_YEAR + delay.amount_of(Unit.MONTHS)
        if months:
            cursor = self._months(cursor, delay, months)
        for span in delay.spans:
            if span.unit is Unit.WEEKS:
                cursor = self._calendar_days(cursor, span.amount * WEEK, str(span))
            elif span.unit is Unit.DAYS:
                cursor = self._calendar_days(cursor, span.amount, str(span))
            elif span.unit in {Unit.OUVRES, Unit.OUVRABLES}:
                cursor = self._worked_days(cursor, span)
        return cursor

    def roll(self, day: date) -> date:
        """Carry a last day that is a Saturday, a Sunday or a holiday to the next working day (with hours: open day)."""
        while (why := self._closed(day)) is not None:
            self._say("Report", day, f"{why} : l'échéance est reportée au premier jour travaillé qui suit")
            day += ONE_DAY
        return day

    def _months(self, event: date, delay: Delay, months: int) -> date:
        years = delay.amount_of(Unit.YEARS)
        for number in range(1, years + 1):
            self._month_step(event, number * MONTHS_IN_A_YEAR, str(Span(number, Unit.YEARS)))
        for number in range(1, delay.amount_of(Unit.MONTHS) + 1):
            self._month_step(event, years * MONTHS_IN_A_YEAR + number, f"{number} mois")
        end = add_months(event, months)
        if not self._suspended_between(event, end):
            return end
        length = (end - event).days
        self._say("Suspension", end, f"le délai dure {length} jours, comptés hors des jours suspendus")
        return self._walk(event, length, None)

    def _month_step(self, event: date, months: int, label: str) -> None:
        end = add_months(event, months)
        detail = "même quantième" if end.day == event.day else f"pas de {event.day} ce mois-là : dernier jour du mois"
        self._say(label, end, detail)

    def _calendar_days(self, cursor: date, amount: int, label: str) -> date:
        if not self._suspended_between(cursor, cursor + amount * ONE_DAY):
            end = cursor + amount * ONE_DAY
            self._say(label, end, f"tous les jours comptent, depuis le {say_day(cursor + ONE_DAY)}")
            return end
        return self._walk(cursor, amount, None)

    def _worked_days(self, cursor: date, span: Span) -> date:
        return self._walk(cursor, span.amount, span.unit)

    def _walk(self, cursor: date, amount: int, unit: Unit | None) -> date:
        counted = 0
        run: list[date] = []
        while counted < amount:
            cursor += ONE_DAY
            why = self._suspended(cursor) or (self._not_worked(cursor, unit) if unit else None)
            if why is None:
                counted += 1
                run.append(cursor)
                continue
            self._say_run(run, counted)
            self._say("Non compté", cursor, why)
        self._say_run(run, counted)
        return cursor

    def _not_worked(self, day: date, unit: Unit) -> str | None:
        holiday = self.calendar.holiday(day)
        if holiday is not None:
            return f"jour férié ({holiday})"
        if unit is Unit.OUVRABLES:
            return "dimanche" if day.weekday() == SUNDAY else None
        if self.hours is not None and self.hours.opens_on(day, self.calendar):
            return None
        return _weekend(day) or (None if self.hours is None else "service fermé ce jour")

    def _closed(self, day: date) -> str | None:
        holiday = self.calendar.holiday(day)
        if holiday is not None:
            return f"jour férié ({holiday})"
        if self.hours is None:
            return _weekend(day) or self._suspended(day)
        if not self.hours.opens_on(day, self.calendar):
            return _weekend(day) or "service fermé ce jour"
        return self._suspended(day)

    def _suspended(self, day: date) -> str | None:
        start = datetime.combine(day, time(), self.calendar.zone)
        whole = Period(start, datetime.combine(day + ONE_DAY, time(), self.calendar.zone))
        for suspension in self.suspensions:
            if suspension.overlaps(whole):
                if suspension.end is None:
                    raise NeverResumedError
                return "délai suspendu"
        return None

    def _suspended_between(self, event: date, end: date) -> bool:
        """Whether a suspension touches a day counted after the event, up to `end` included."""
        start = datetime.combine(event + ONE_DAY, time(), self.calendar.zone)
        counted = Period(start, datetime.combine(end + ONE_DAY, time(), self.calendar.zone))
        return any(suspension.overlaps(counted) for suspension in self.suspensions)

    def _say(self, label: str, at: date, detail: str) -> None:
        self.proof.append(ProofStep(label, at, detail))

    def _say_run(self, run: list[date], counted: int) -> None:
        if not run:
            return
        if len(run) == 1:
            self._say("Compté", run[0], f"{ordinal(counted)} jour")
        else:
            ranks = f"du {ordinal(counted - len(run) + 1)} au {ordinal(counted)} jour"
            self._say("Comptés", run[0], f"{ranks}, jusqu'au {say_day(run[-1])}")
        run.clear()


def add_months(day: date, months: int) -> date:
    """The same day number that many months later, else the last day of the month.

    >>> add_months(date(2026, 1, 31), 1), add_months(date(2024, 2, 29), 12)
    (datetime.date(2026, 2, 28), datetime.date(2025, 2, 28))
    """
    year, month = divmod(day.year * MONTHS_IN_A_YEAR + day.month - 1 + months, MONTHS_IN_A_YEAR)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def _weekend(day: date) -> str | None:
    return {SATURDAY: "samedi", SUNDAY: "dimanche"}.get(day.weekday())
