"""Seats: a numbered slot of a bucket over a period (MCP-21, MCP-51, MCP-61).

The number of seats is a term of the convention; a person who already holds a slot of a bucket that counts people
keeps it for a second right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, refuse
from socle.kernel.period import Period


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


def free_slot(maximum: int, holds: Iterable[Hold], wanted: Period, member: UUID, *, counts_people: bool) -> int | None:
    """The lowest slot free over the whole period wanted, or None.

    A bucket that counts people gives a member the slot they already hold.
    """
    overlapping = [hold for hold in holds if hold.period.overlaps(wanted)]
    if counts_people:
        own = sorted(hold.slot for hold in overlapping if hold.member == member)
        others = {hold.slot for hold in overlapping if hold.member != member}
        if usable := [slot for slot in own if slot not in others and slot <= maximum]:
            return usable[0]
    taken = {hold.slot for hold in overlapping}
    return next((slot for slot in range(1, maximum + 1) if slot not in taken), None)


def refuse_exhausted(seats: Seats, frees_at: datetime | None) -> Decision:
    """Every seat is taken: say the ceiling, its clause, when one frees itself and who can change it."""
    return refuse(
        SeatCode.EXHAUSTED,
        f"Les {seats.maximum} sièges de {seats.what} sont pris ; il en faudrait un de plus.",
        clause=seats.clause,
        fix="Retirez une habilitation devenue inutile, ou demandez à la caisse un avenant qui relève ce nombre.",
        until=frees_at,
    )


def refuse_not_opened(what: str, clause: Clause | None) -> Decision:
    """The convention leaves the cell blank, or says it is not opened."""
    return refuse(
        SeatCode.NOT_OPENED,
        f"La convention n'ouvre pas {what} à votre organisme.",
        clause=clause,
        fix="Seul un avenant au bulletin peut l'ouvrir : la caisse et votre représentant légal le signent.",
    )


def first_end(holds: Iterable[Hold], at: datetime) -> datetime | None:
    """When the first seat in use frees itself, if one has an end."""
    return min((hold.period.end for hold in holds if hold.period.contains(at) and hold.period.end), default=None)
