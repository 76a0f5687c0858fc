"""Seats: a numbered slot of a bucket over a period (MCP-21, MCP-51, MCP-61).

The number of seats is a term of the convention; a person who already holds a slot of a bucket that counts people
keeps it for a second right. A ceiling lowered below use takes nobody's seat: it refuses everybody new until enough
seats are free again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import accumulate
from uuid import UUID

from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, refuse
from socle.kernel.period import Period, merge

Step = tuple[datetime, int]


class SeatCode(StrEnum):
    """Why no seat can be taken."""

    NOT_OPENED = "profile_not_opened"
    EXHAUSTED = "seats_exhausted"


@dataclass(frozen=True, slots=True)
class Seats:
    """The ceiling one term sets: `maximum` None means not opened, `what` reads « CDAP, profil T2 »."""

    term: str
    clause: Clause
    maximum: int | None
    what: str
    counts_people: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """A slot taken by a member over a period."""

    slot: int
    member: UUID
    period: Period


def used_at(holds: Iterable[Hold], at: datetime) -> int:
    """How many slots are taken at this instant."""
    return len({hold.slot for hold in holds if hold.period.contains(at)})


def used_over_time(holds: Iterable[Hold]) -> list[Step]:
    """How many slots are taken from each instant on, in order of time; a slot held twice by one person is one seat."""
    slots: dict[int, list[Hold]] = {}
    for hold in holds:
        slots.setdefault(hold.slot, []).append(hold)
    merged = [period for held in slots.values() for period in merge(hold.period for hold in held)]
    changes: dict[datetime, int] = {}
    for period in merged:
        changes[period.start] = changes.get(period.start, 0) + 1
        if period.end is not None:
            changes[period.end] = changes.get(period.end, 0) - 1
    moments = sorted(changes)
    return list(zip(moments, accumulate(changes[moment] for moment in moments), strict=True))


def level_at(steps: Sequence[Step], at: datetime) -> int:
    """The level in force at an instant; 0 before the first step."""
    rank = bisect_right(steps, at, key=lambda step: step[0])
    return steps[rank - 1][1] if rank else 0


def peak(holds: Iterable[Hold], within: Period) -> int:
    """The most slots taken at once over a period."""
    steps = used_over_time(hold for hold in holds if hold.period.overlaps(within))
    return max(level_at(steps, within.start), *(level for moment, level in steps if moment > within.start), 0)


def free_slot(maximum: int, holds: Iterable[Hold], wanted: Period, member: UUID, *, counts_people: bool) -> int | None:
    """The lowest slot free over the whole period wanted, or None.

    A bucket that counts people gives a member the slot they already hold. Slots are numbered when they are taken: once
    a ceiling was lowered, low numbers may be free while as many seats as it allows, or more, are taken.
    """
    overlapping = [hold for hold in holds if hold.period.overlaps(wanted)]
    numbers = {hold.slot for hold in overlapping}
    taken = peak(overlapping, wanted) if len(numbers) >= maximum else len(numbers)
    if counts_people and taken <= maximum:
        own = sorted(hold.slot for hold in overlapping if hold.member == member)
        others = {hold.slot for hold in overlapping if hold.member != member}
        if usable := [slot for slot in own if slot not in others]:
            return usable[0]
    if taken >= maximum:
        return None
    return next((slot for slot in range(1, maximum + 1) if slot not in numbers), None)


def frees_at(maximum: int, holds: Iterable[Hold], at: datetime) -> datetime | None:
    """When fewer seats than the ceiling will be taken, if known ends lead there; None when no end does."""
    known = list(holds)
    ends = sorted({hold.period.end for hold in known if hold.period.end is not None and hold.period.end > at})
    steps = used_over_time(known)
    return next((end for end in ends if level_at(steps, end) < maximum), None)


def refuse_exhausted(seats: Seats, frees: datetime | None, used: int | None = None) -> Decision:
    """Every seat is taken: say the ceiling, its clause, when one frees itself and who can change it."""
    maximum = seats.maximum or 0
    if used is not None and used > maximum:
        return _refuse_above(seats, frees, used)
    if used is not None and used < maximum:
        return _refuse_broken(seats)
    return refuse(
        SeatCode.EXHAUSTED,
        f"Les {maximum} sièges de {seats.what} sont pris ; il en faudrait un de plus.",
        clause=seats.clause,
        fix="Retirez une habilitation devenue inutile, ou demandez à la caisse un avenant qui relève ce nombre.",
        until=frees,
    )


def _refuse_above(seats: Seats, frees: datetime | None, used: int) -> Decision:
    """A ceiling lowered below use: nobody loses their seat, nobody new gets one."""
    maximum = seats.maximum or 0
    more = used - maximum + 1
    return refuse(
        SeatCode.EXHAUSTED,
        f"Le plafond de {seats.what} a été abaissé à {maximum} et {used} sièges sont occupés : "
        "personne ne perd le sien, aucun nouveau ne s'ouvre.",
        clause=seats.clause,
        fix=f"Retirez {more} habilitations pour pouvoir en ouvrir une, ou demandez un avenant qui relève ce nombre.",
        until=frees,
    )


def _refuse_broken(seats: Seats) -> Decision:
    """Fewer seats are taken than the ceiling at every instant, and none is free from one end to the other."""
    return refuse(
        SeatCode.EXHAUSTED,
        f"Un siège de {seats.what} est libre à chaque instant de cette période, jamais le même d'un bout à l'autre.",
        clause=seats.clause,
        fix="Ouvrez deux droits qui se suivent, ou choisissez une période plus courte.",
    )


def refuse_not_opened(what: str, clause: Clause | None) -> Decision:
    """The convention leaves the cell blank, or says it is not opened."""
    return refuse(
        SeatCode.NOT_OPENED,
        f"La convention n'ouvre pas {what} à votre organisme.",
        clause=clause,
        fix="Seul un avenant au bulletin peut l'ouvrir : la caisse et votre représentant légal le signent.",
    )
