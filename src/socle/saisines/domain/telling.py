"""Who is told what of a case, and when: entrusted, called, soon due, past due; never at night, never twice (DRT-04).

Sources: accès aux droits 2.2 and contrat de service 3.3 (clocks and ladders); the hours of messages are a parameter of
the house, for whoever works: jours ouvrés, from 8 to 19 in the territory. An incident runs day after day: so do its
messages. A step falling out of these hours is told at the last of them before it, else the warning would come too late.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from socle.conventions.domain.types import Word
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar
from socle.saisines.domain.clocks import warn_at

HOUSE = Clause.house("DRT-04")
OPENS, CLOSES = time(8), time(19)
LAST_HOUR = timedelta(hours=1)
AHEAD = timedelta(days=7)


class Told(Word):
    """What a message about a case says."""

    ENTRUSTED = "entrusted", "confiée"
    WAITING = "waiting", "en attente de quelqu'un"
    CALLED = "called", "portée jusqu'à vous"
    SOON = "soon", "à répondre bientôt"
    LATE = "late", "délai passé"


@dataclass(frozen=True, slots=True)
class TellCase:
    """A running case as one person stands towards it: in hand, waiting at their door, called on it, or brought by them.

    `is_new` is false for whoever took the case up themselves; `every_day` is true for an incident.
    """

    received: datetime
    due: datetime | None
    entrusted_at: datetime | None = None
    is_new: bool = True
    is_mine: bool = False
    is_waiting: bool = False
    is_called: bool = False
    is_asker: bool = False
    every_day: bool = False


def may_write(at: datetime, calendar: Calendar, *, every_day: bool = False) -> bool:
    """Whether a message may leave now."""
    local = at.astimezone(calendar.zone)
    return OPENS <= local.time() < CLOSES and (every_day or calendar.is_ouvre(local.date()))


def last_hours(at: datetime, calendar: Calendar, *, every_day: bool = False) -> datetime:
    """The instant itself when messages may leave, else the last hour before it when they may."""
    if may_write(at, calendar, every_day=every_day):
        return at
    day = calendar.day_of(at)
    if at.astimezone(calendar.zone).time() < CLOSES:
        day -= timedelta(days=1)
    while not (every_day or calendar.is_ouvre(day)):
        day -= timedelta(days=1)
    return datetime.combine(day, CLOSES, calendar.zone) - LAST_HOUR


def to_tell(case: TellCase, at: datetime, calendar: Calendar) -> Iterator[tuple[Told, datetime]]:
    """What this person has to be told now, with the date each message is about: the same date is told once.

    A date that moves (papers came, a holiday was added) is another date: it is told again.
    """
    if not may_write(at, calendar, every_day=case.every_day):
        return
    if case.is_mine and case.is_new and case.entrusted_at:
        yield Told.ENTRUSTED, case.entrusted_at
    if case.is_waiting:
        yield Told.WAITING, case.received
    if case.is_called:
        yield Told.CALLED, case.received
    if case.due is not None:
        yield from _of_clock(case, case.due, at, calendar)


def _of_clock(case: TellCase, due: datetime, at: datetime, calendar: Calendar) -> Iterator[tuple[Told, datetime]]:
    concerned = case.is_mine or case.is_waiting
    if at >= due:
        if concerned or case.is_asker or case.is_called:
            yield Told.LATE, due
    elif concerned and at >= last_hours(warn_at(case.received, due), calendar, every_day=case.every_day):
        yield Told.SOON, due
