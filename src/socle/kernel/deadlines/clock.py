"""From a start and a delay to a deadline: whole days on the calendar, hours in real time or in opening hours.

Sources: facts.md §8.3 and §8.4 (code de procédure civile, articles 640 to 642; whole days in the territory's local
time; hour clocks run in real time without roll-over); convention Mon Compte Partenaire (hours of the service centre).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile

from socle.kernel.deadlines.calendars import Calendar
from socle.kernel.deadlines.counting import ONE_DAY, Count, NeverResumedError
from socle.kernel.deadlines.delay import Delay, Unit
from socle.kernel.deadlines.opening import OpeningHours
from socle.kernel.deadlines.proof import Deadline, ProofStep
from socle.kernel.deadlines.wording import say_day
from socle.kernel.period import Period, merge

ZERO = timedelta(0)


def compute(
    start: date,
    delay: Delay,
    calendar: Calendar,
    hours: OpeningHours | None = None,
    *,
    roll: bool = True,
    suspensions: Iterable[Period] = (),
) -> Deadline:
    """The deadline of a delay that starts on the receipt at `start`, with its proof.

    `start` is a day or an aware instant. With `hours`, what arrives out of them is received at the next opening, a
    whole-day delay ends at the closing of its last day, and an hour clock counts opening minutes only. `roll=False`
    keeps a last day that is closed (a notice period, which nobody has to act within). Raises NeverResumedError when a
    suspension without end stops the clock.

    >>> str(compute(date(2026, 4, 1), Delay.parse("10 jours ouvrés"), Calendar("67")))
    'vendredi 17 avril 2026 à 24:00'
    >>> str(compute(date(2026, 4, 1), Delay.parse("10 jours ouvrés"), Calendar("75")))
    'jeudi 16 avril 2026 à 24:00'
    """
    at = _instant(start, calendar)
    stops = merge(stop.in_utc() for stop in suspensions)
    proof = _receipt(start, at, hours, calendar)
    if hours is not None:
        at = hours.next_opening(at, calendar)
    if delay.is_hours:
        return _hour_clock(at, delay, calendar, hours, stops, proof)
    return _day_clock(calendar.day_of(at), delay, Count(calendar, hours, stops, proof), roll=roll)


def _instant(start: date, calendar: Calendar) -> datetime:
    if not isinstance(start, datetime):
        return datetime.combine(start, time(), calendar.zone)
    if start.tzinfo is None:
        raise ValueError("le point de départ n'a pas de fuseau horaire : précisez-le")
    return start.astimezone(calendar.zone)


def _receipt(start: date, at: datetime, hours: OpeningHours | None, calendar: Calendar) -> list[ProofStep]:
    known = at if isinstance(start, datetime) else start
    proof = [ProofStep("Réception", known, "point de départ du délai")]
    if hours is None:
        return proof
    opening = hours.next_opening(at, calendar)
    if opening != at and (isinstance(start, datetime) or calendar.day_of(opening) != start):
        why = _why_closed(calendar.day_of(at), hours, calendar)
        proof.append(ProofStep("Ouverture suivante", opening, f"{why} : reçu à l'ouverture suivante ({hours})"))
    return proof


def _why_closed(day: date, hours: OpeningHours, calendar: Calendar) -> str:
    holiday = calendar.holiday(day)
    if holiday is not None:
        return f"arrivé un jour férié ({holiday})"
    return "arrivé hors des heures d'ouverture" if hours.opens_on(day, calendar) else "arrivé un jour de fermeture"


def _day_clock(event: date, delay: Delay, count: Count, *, roll: bool) -> Deadline:
    count.proof.append(ProofStep("Jour de l'événement", event, f"il ne compte pas ; délai de {delay}"))
    last = count.run(event, delay)
    if roll:
        last = count.roll(last)
    hours, calendar = count.hours, count.calendar
    if hours is not None and hours.opens_on(last, calendar):
        closing = hours.closing(last, calendar)
        count.proof.append(ProofStep("Échéance", closing, "fermeture du service le dernier jour"))
        return Deadline(closing, last, is_whole_day=False, proof=tuple(count.proof))
    count.proof.append(ProofStep("Échéance", last, "le délai expire ce jour à 24:00"))
    midnight = datetime.combine(last + ONE_DAY, time(), calendar.zone)
    return Deadline(midnight, last, is_whole_day=True, proof=tuple(count.proof))


def _hour_clock(
    at: datetime,
    delay: Delay,
    calendar: Calendar,
    hours: OpeningHours | None,
    stops: tuple[Period, ...],
    proof: list[ProofStep],
) -> Deadline:
    left = timedelta(hours=delay.amount_of(Unit.HOURS))
    how = "seules les heures d'ouverture comptent" if hours is not None else "temps réel, tous les jours comptent"
    proof.append(ProofStep("Décompte", at, f"délai de {delay}, {how}, sans report"))
    for part in _running(at, calendar, hours, stops):
        spent = left if part.end is None else min(left, _elapsed(part.start, part.end))
        left -= spent
        _say_stop(part.start, stops, calendar, proof)
        if hours is not None or stops:
            proof.append(ProofStep("Compté", part.start.astimezone(calendar.zone), _spent(spent, left)))
        if not left:
            end = (part.start.astimezone(UTC) + spent).astimezone(calendar.zone)
            proof.append(ProofStep("Échéance", end, "le délai expire à cette heure"))
            return Deadline(end, calendar.day_of(end), is_whole_day=False, proof=tuple(proof))
    raise NeverResumedError


def _running(
    at: datetime, calendar: Calendar, hours: OpeningHours | None, stops: tuple[Period, ...]
) -> Iterator[Period]:
    """The periods in which the clock runs: in order, endless unless a suspension never ends."""
    stopped_for_good = stops[-1].start if stops and stops[-1].is_open else None
    runs = hours.periods_from(at, calendar) if hours is not None else iter((Period(at.astimezone(UTC)),))
    for run in takewhile(lambda run: stopped_for_good is None or run.start < stopped_for_good, runs):
        yield from run.without(stops)


def _say_stop(resumed: datetime, stops: tuple[Period, ...], calendar: Calendar, proof: list[ProofStep]) -> None:
    for stop in stops:
        if stop.end == resumed:
            day = say_day(calendar.day_of(stop.start))
            proof.append(ProofStep("Reprise", resumed.astimezone(calendar.zone), f"délai suspendu depuis le {day}"))


def _elapsed(start: datetime, end: datetime) -> timedelta:
    """Real time between two instants: subtracting two local times of one zone would ignore its clock changes."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def _spent(spent: timedelta, left: timedelta) -> str:
    return f"{_duration(spent)} écoulées, reste {_duration(left)}" if left > ZERO else f"{_duration(spent)} écoulées"


def _duration(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    return f"{minutes // 60} h {minutes % 60:02}"
