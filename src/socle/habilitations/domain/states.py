"""What a right is on a day, as it was known then: in force, suspended, coming, ended (MCP-22, MCP-25).

A right withdrawn after the day was held, and its end was not announced; the same for a suspension lifted after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from socle.habilitations.domain.matrix import announced_end
from socle.habilitations.domain.suspensions import SAYS, SuspensionKind
from socle.kernel.period import Period

INACTIVITY = "inactivity"
INACTIVE_SAYS = "suspendue faute d'usage"


class RightState(StrEnum):
    """What a list and the API say of a right."""

    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    COMING = "coming"
    ENDED = "ended"


STATE_SAYS = {
    RightState.IN_FORCE: "en cours",
    RightState.SUSPENDED: "suspendue",
    RightState.COMING: "à venir",
    RightState.ENDED: "terminée",
}


class Stopped(NamedTuple):
    """What stops a right on a day; `kind` is that of the suspension, or INACTIVITY."""

    kind: str
    until: datetime | None = None

    @property
    def says(self) -> str:
        return INACTIVE_SAYS if self.kind == INACTIVITY else SAYS[SuspensionKind(self.kind)]


@dataclass(frozen=True, slots=True)
class RightOnDay:
    """A right as it stood; `period` is None for one that never began, `stopped` is set when it is suspended."""

    state: RightState
    period: Period | None
    withdrawn_at: datetime | None
    stopped: Stopped | None = None
    is_end_lost: bool = False  # withdrawn after the day: the end announced then is not kept

    @property
    def says(self) -> str:
        """« en cours », « suspendue par un gestionnaire », « retirée »…"""
        if self.withdrawn_at is not None:
            return "retirée"
        return self.stopped.says if self.stopped else STATE_SAYS[self.state]

    @property
    def is_over(self) -> bool:
        return self.state is RightState.ENDED


def right_on_day(
    period: Period | None, withdrawn_at: datetime | None, stopped: Stopped | None, at: datetime
) -> RightOnDay:
    """What is known at `at` of a right granted before: dates first, then what stops it."""
    gone = withdrawn_at if withdrawn_at is not None and withdrawn_at <= at else None
    if period is None:
        return RightOnDay(RightState.ENDED if gone else RightState.COMING, None, gone)
    announced = Period(period.start, announced_end(period.end, withdrawn_at, at))
    is_end_lost = withdrawn_at is not None and gone is None
    if announced.contains(at):
        state = RightState.SUSPENDED if stopped else RightState.IN_FORCE
        return RightOnDay(state, announced, gone, stopped, is_end_lost)
    state = RightState.COMING if at < announced.start else RightState.ENDED
    return RightOnDay(state, announced, gone, is_end_lost=is_end_lost)
