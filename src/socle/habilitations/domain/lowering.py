"""What a change of seats would do before it is signed: nobody loses a right, nobody new gets one (MCP-21, MCP-51).

The texts do not say who gives a seat back when a ceiling is lowered below use. Socle takes none away: it shows the
surplus and an order to look at people in, which decides nothing (parameter of the house, in force since 20/11/2026).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Generic, TypeVar

from socle.kernel.clause import Clause

LOWERING_CLAUSE = Clause.house("MCP-21")
K = TypeVar("K")


class Turn(IntEnum):
    """Whom to look at first to come back under a ceiling."""

    ENDS_SOON = 1
    NOT_ACTIVATED = 2
    SUSPENDED = 3
    LATEST = 4


TURN_SAYS = {
    Turn.ENDS_SOON: "prend fin de lui-même",
    Turn.NOT_ACTIVATED: "invitation sans réponse",
    Turn.SUSPENDED: "droit suspendu",
    Turn.LATEST: "siège pris parmi les derniers",
}


@dataclass(frozen=True, slots=True)
class Seated(Generic[K]):
    """Somebody who holds a seat: until when, since when, and whether they use it."""

    who: K
    since: datetime
    until: datetime | None = None
    is_activated: bool = True
    is_suspended: bool = False

    @property
    def turn(self) -> Turn:
        if self.until is not None:
            return Turn.ENDS_SOON
        if not self.is_activated:
            return Turn.NOT_ACTIVATED
        return Turn.SUSPENDED if self.is_suspended else Turn.LATEST


@dataclass(frozen=True, slots=True)
class Change(Generic[K]):
    """What a ceiling of `maximum` would do to those seated now."""

    maximum: int
    used: int
    concerned: tuple[Seated[K], ...]
    clears_at: datetime | None

    @property
    def surplus(self) -> int:
        """How many seats are taken above the ceiling."""
        return max(self.used - self.maximum, 0)

    @property
    def free(self) -> int:
        return max(self.maximum - self.used, 0)


def in_turn(seated: Sequence[Seated[K]]) -> list[Seated[K]]:
    """Those whose right ends by itself, the nearest first; invitations; suspended rights; then the latest seated."""
    return sorted(
        seated,
        key=lambda one: (one.turn, one.until.timestamp() if one.until else 0.0, -one.since.timestamp()),
    )


def change_to(maximum: int, seated: Sequence[Seated[K]]) -> Change[K]:
    """The surplus under a new ceiling, as many people as seats to give back, and when known ends clear it."""
    surplus = max(len(seated) - maximum, 0)
    ends = sorted(one.until for one in seated if one.until is not None)
    clears = ends[surplus - 1] if 0 < surplus <= len(ends) else None
    return Change(maximum, len(seated), tuple(in_turn(seated)[:surplus]), clears)
