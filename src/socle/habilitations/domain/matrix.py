"""Person × (service, profile, place): what one cell says of one day (MCP-20 to MCP-23; « qui pouvait lire quoi »).

A past day shows what was known and in force then: a right withdrawn later was held, and its end was not announced.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from socle.habilitations.domain.inactivity import Stage, stage
from socle.kernel.period import Period

SOON = timedelta(days=30)  # [house] an end nearer than this is shown as near; in force since 20/11/2026
MOST_COLUMNS = 12  # [house] a page shows no more columns unless they are chosen; in force since 20/11/2026


class CellState(StrEnum):
    """What a right is on a day."""

    HELD = "held"
    ENDING = "ending"
    COMING = "coming"
    SUSPENDED = "suspended"
    STAND_IN = "stand_in"
    CLOSED = "closed"


CELL_SAYS = {
    CellState.HELD: "en cours",
    CellState.ENDING: "fin proche",
    CellState.COMING: "à venir",
    CellState.SUSPENDED: "suspendu",
    CellState.STAND_IN: "remplaçant",
    CellState.CLOSED: "service fermé",
}


@dataclass(frozen=True, slots=True)
class CellFacts:
    """One right as it was known on the day; `withdrawn_at` may be later than the day."""

    period: Period
    withdrawn_at: datetime | None = None
    is_suspended: bool = False
    is_stand_in: bool = False
    is_service_open: bool = True


def is_idle(start: datetime, last_used_at: datetime | None, reactivated_at: datetime | None, at: datetime) -> bool:
    """Whether a right stopped for want of use: counted from its last use, its reactivation or its beginning."""
    known = [moment for moment in (start, last_used_at, reactivated_at) if moment is not None]
    return stage(max(known), at) is Stage.SUSPENDED


def announced_end(end: datetime | None, cut_at: datetime | None, at: datetime) -> datetime | None:
    """The end that was announced on the day: a later withdrawal, or the later lifting of a suspension, was not."""
    return None if cut_at is not None and cut_at > at else end


def known_end(facts: CellFacts, at: datetime) -> datetime | None:
    """The end of a cell's right that was announced on the day."""
    return announced_end(facts.period.end, facts.withdrawn_at, at)


def cell_state(facts: CellFacts, at: datetime) -> CellState:
    """The state that matters most to who reads: what stops the right first, then what will."""
    if at < facts.period.start:
        return CellState.COMING
    if facts.is_suspended:
        return CellState.SUSPENDED
    if not facts.is_service_open:
        return CellState.CLOSED
    if facts.is_stand_in:
        return CellState.STAND_IN
    end = known_end(facts, at)
    return CellState.ENDING if end is not None and end - at <= SOON else CellState.HELD
