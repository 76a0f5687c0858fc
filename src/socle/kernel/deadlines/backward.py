"""Counting back from an end: until when a delay may still be started, or a notice still be received.

Sources: code de procédure civile, articles 641 and 642, read backwards; tacit renewal of conventions (a notice at least
some months before the end). A notice is carried back, never forward: after the last day it would be too late.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from socle.kernel.deadlines.calendars import Calendar
from socle.kernel.deadlines.clock import compute
from socle.kernel.deadlines.counting import ONE_DAY
from socle.kernel.deadlines.delay import Delay, Unit
from socle.kernel.deadlines.opening import OpeningHours
from socle.kernel.deadlines.proof import Deadline, ProofStep
from socle.kernel.deadlines.wording import say

ONE_MINUTE = timedelta(minutes=1)
LEAST = {
    Unit.YEARS: 365,
    Unit.MONTHS: 28,
    Unit.WEEKS: 7,
    Unit.DAYS: 1,
    Unit.OUVRABLES: 1,
    Unit.OUVRES: 1,
    Unit.HOURS: 60,
}


def latest_start(
    due: date, delay: Delay, calendar: Calendar, hours: OpeningHours | None = None, *, roll: bool = True
) -> Deadline:
    """The last day (the last minute, for an hour clock) on which the delay may start and still end by `due`.

    A day given as `due` is counted whole, to its 24:00. The proof ends with the forward computation that confirms it.

    >>> str(latest_start(date(2026, 12, 31), Delay.parse("3 mois"), Calendar("75")))
    'mercredi 30 septembre 2026 à 24:00'
    """
    limit = _limit(due, calendar)

    def fits(start: date) -> bool:
        return compute(start, delay, calendar, hours, roll=roll).is_past(limit)

    begun = ProofStep("Fin à respecter", due, f"délai de {delay}, compté à rebours")
    if delay.is_hours:
        minute = limit.replace(second=0, microsecond=0)
        at = _last(lambda back: fits(_minutes_before(minute, back, calendar)), _least(delay))
        return _instant_found(_minutes_before(minute, at, calendar), delay, calendar, hours, begun)
    day = calendar.day_of(limit)
    day -= _last(lambda back: fits(day - back * ONE_DAY), _least(delay)) * ONE_DAY
    return _day_found(day, begun, compute(day, delay, calendar, hours, roll=roll), calendar, hours)


def last_notice_day(end: date, notice: Delay, calendar: Calendar) -> Deadline:
    """The last working day on which a notice may be received, at least `notice` before `end`.

    >>> str(last_notice_day(date(2027, 4, 30), Delay.parse("3 mois"), Calendar("75")))
    'vendredi 29 janvier 2027 à 24:00'
    """
    found = latest_start(end, notice, calendar, roll=False)
    day, proof = found.day, list(found.proof)
    while not calendar.is_ouvre(day):
        why = calendar.holiday(day) or "fin de semaine"
        proof.append(ProofStep("Avancé", day, f"{why} : prévenez au plus tard le jour travaillé qui précède"))
        day -= ONE_DAY
    if day != found.day:
        proof.append(ProofStep("Dernier jour utile", day, "la dénonciation doit être reçue ce jour au plus tard"))
    return Deadline(_midnight_after(day, calendar), day, is_whole_day=True, proof=tuple(proof))


def _limit(due: date, calendar: Calendar) -> datetime:
    return due.astimezone(calendar.zone) if isinstance(due, datetime) else _midnight_after(due, calendar)


def _midnight_after(day: date, calendar: Calendar) -> datetime:
    return datetime.combine(day + ONE_DAY, time(), calendar.zone)


def _last(fits: Callable[[int], bool], least: int) -> int:
    """The smallest number of steps back that fits, from `least` on, by doubling then halving: once begun it fits."""
    low, step = least - 1, 1
    while not fits(low + step):
        low, step = low + step, step * 2
    high = low + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


def _least(delay: Delay) -> int:
    """The fewest days (minutes, for hours) that the delay can last."""
    return sum(span.amount * LEAST[span.unit] for span in delay.spans)


def _minutes_before(at: datetime, minutes: int, calendar: Calendar) -> datetime:
    real = at.timestamp() - minutes * ONE_MINUTE.total_seconds()
    return datetime.fromtimestamp(real, calendar.zone)


def _instant_found(
    at: datetime, delay: Delay, calendar: Calendar, hours: OpeningHours | None, begun: ProofStep
) -> Deadline:
    forward = compute(at, delay, calendar, hours)
    proof = (begun, ProofStep("Dernier départ possible", at, f"le délai expire alors {say(forward.due)}"))
    return Deadline(at, calendar.day_of(at), is_whole_day=False, proof=proof + forward.proof)


def _day_found(
    day: date, begun: ProofStep, forward: Deadline, calendar: Calendar, hours: OpeningHours | None
) -> Deadline:
    proof = (begun, ProofStep("Dernier départ possible", day, f"le délai expire alors {forward}"), *forward.proof)
    if hours is not None and hours.opens_on(day, calendar):
        return Deadline(hours.closing(day, calendar), day, is_whole_day=False, proof=proof)
    return Deadline(_midnight_after(day, calendar), day, is_whole_day=True, proof=proof)
