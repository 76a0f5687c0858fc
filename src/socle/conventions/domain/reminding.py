"""When an obligation and a renewal are recalled by mail: three steps each, every one once (DRT-05, MCP-03).

Source: no text fixes the last two steps; they are dated parameters of the house, as the horizons of the radar are. The
first one is the text's own (« relance un mois avant »), or the month of the house: the day the board says « à tenir ».
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from socle.conventions.domain.keeping import Standing
from socle.conventions.domain.occurrences import Occurrence
from socle.conventions.domain.radar import Blip, Horizon
from socle.kernel.clause import Clause

HOUSE = Clause.house("DRT-05")
ONE_DAY, WEEK = timedelta(days=1), timedelta(days=Horizon.WEEK)
TOO_LATE = timedelta(days=Horizon.MONTH)
CHASED = frozenset({Standing.OWED, Standing.COMING, Standing.CONTESTED, Standing.LATE})


class Step(StrEnum):
    """A recall: the first, the last before the day, the day after; for a renewal, the horizons of the radar."""

    FIRST = "first"
    WEEK = "week"
    LATE = "late"
    QUARTER = "quarter"


OF_HORIZON: Mapping[Horizon, Step] = {
    Horizon.QUARTER: Step.QUARTER,
    Horizon.MONTH: Step.FIRST,
    Horizon.WEEK: Step.WEEK,
}


def step_of(one: Occurrence, standing: Standing, today: date) -> Step | None:
    """The narrowest step reached; None for what is kept, waived or suspended, too early, or late for a month.

    A worker stopped on the very day of a step makes up for it; a step that the next one replaced is not sent.
    """
    if standing not in CHASED or today < one.begins_on:
        return None
    reached = ((Step.LATE, one.due_on + ONE_DAY), (Step.WEEK, one.due_on - WEEK), (Step.FIRST, one.remind_on))
    found = next((step for step, day in reached if today >= day), None)
    return found if today - one.due_on <= TOO_LATE else None


def step_of_renewal(seen: Blip) -> Step | None:
    """The horizon reached; None before them, and once the day is over: nothing can be done any more."""
    return OF_HORIZON[seen.horizon] if seen.horizon and seen.days_left >= 0 else None
