"""Until when an answer is due, with its proof, and how a page says it now (DRT-04, MCP-41, FSV clocks of desks).

The clock starts at the first receipt, whoever forwarded it since (code des relations entre le public et
l'administration, L114-2 and L114-3). It is suspended while papers are awaited (L114-5) and counts the hours of the desk
when the convention writes some. A delay that the text leaves out is « at once »: it is shown without a date.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar, Deadline, Delay, OpeningHours, compute
from socle.kernel.french import say_date
from socle.kernel.period import Period
from socle.saisines.domain.doors import Promise

ONE_DAY = timedelta(days=1)
WARN_BEFORE = timedelta(days=1)
WARN_SHARE = 4


@dataclass(frozen=True, slots=True)
class Clock:
    """One answer's clock; `deadline` is None when the text says at once, or while it is stopped without end."""

    deadline: Deadline | None
    clause: Clause
    proof: tuple[str, ...]
    is_stopped: bool = False

    @property
    def due(self) -> datetime | None:
        return self.deadline.due if self.deadline else None


def clock_of(
    promise: Promise,
    received: datetime,
    calendar: Calendar,
    hours: OpeningHours | None = None,
    pauses: Iterable[Period] = (),
) -> Clock:
    """The clock of a promise that starts at the first receipt; a pause without end stops it."""
    if promise.within is None:
        return Clock(None, promise.clause, ("Sans délai : le texte demande d'agir aussitôt.",))
    stops = tuple(pauses)
    if any(stop.end is None for stop in stops):
        return Clock(
            None, promise.clause, ("Le délai est suspendu : des pièces sont attendues. Il reprendra avec elles.",), True
        )
    found = compute(received, Delay.parse(promise.within), calendar, hours, suspensions=stops)
    return Clock(found, promise.clause, tuple(str(step) for step in found.proof))


def warn_at(received: datetime, due: datetime) -> datetime:
    """When who answers is warned: a day before, or the last quarter of a shorter clock."""
    length = due - received
    return due - min(WARN_BEFORE, length / WARN_SHARE)


def promised(clock: Clock, at: datetime, calendar: Calendar) -> str:
    """What the form and the page say now.

    >>> from socle.saisines.domain.doors import Promise
    >>> three = Promise("2 jours ouvrés", Clause("convention", "2.2"))
    >>> from datetime import UTC
    >>> at = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    >>> promised(clock_of(three, at, Calendar("67")), at, Calendar("67"))
    'avant le jeudi 12 mars 2026 à 24:00, il reste 2 jours ouvrés'
    """
    if clock.is_stopped:
        return "délai suspendu : des pièces sont attendues"
    if clock.deadline is None:
        return "aussitôt"
    return f"avant le {last_moment(clock.deadline.due, calendar)}, {left(clock.deadline, at, calendar)}"


def last_moment(due: datetime, calendar: Calendar) -> str:
    """The end of a clock as it is said: midnight belongs to the day before, which is the last useful one.

    >>> from zoneinfo import ZoneInfo
    >>> last_moment(datetime(2026, 11, 24, tzinfo=ZoneInfo("Europe/Paris")), Calendar("67"))
    'lundi 23 novembre 2026 à 24:00'
    """
    local = due.astimezone(calendar.zone)
    if local.time() == time():
        return f"{say_date(local.date() - ONE_DAY, weekday=True)} à 24:00"
    return f"{say_date(local.date(), weekday=True)} à {local:%H:%M}"


def left(found: Deadline, at: datetime, calendar: Calendar) -> str:
    """How much is left in working days, in hours on the last one, or how late it is."""
    today = calendar.day_of(at)
    if found.is_past(at):
        late = worked_days(found.day, today, calendar)
        return "en retard" if late == 0 else f"en retard de {_days(late)}"
    days = worked_days(today, found.day, calendar)
    if days:
        return f"il reste {_days(days)}"
    hours = int((found.due - at).total_seconds() // 3600)
    return f"il reste {hours} heures" if hours > 1 else "il reste moins de deux heures"


def worked_days(after: date, until: date, calendar: Calendar) -> int:
    """The jours ouvrés after a day, up to another one included."""
    span = max((until - after).days, 0)
    return sum(calendar.is_ouvre(after + ONE_DAY * number) for number in range(1, span + 1))


def _days(count: int) -> str:
    return f"{count} jours ouvrés" if count > 1 else "1 jour ouvré"
