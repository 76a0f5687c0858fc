"""Who receives the next case of a queue: the present agent with the least in hand, in proportion to their share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.conventions.domain.types import Word


class Duty(Word):
    """What somebody is at a door for."""

    AGENT = "agent", "répond"
    MEDIATOR = "mediator", "médiateur"
    DIRECTION = "direction", "direction"


@dataclass(frozen=True, slots=True)
class Hand:
    """An agent of a queue: what they hold, their share (100 is a full time), since when they hold their last case."""

    membership_id: UUID
    open_cases: int
    share: int = 100
    last_given_at: datetime | None = None
    is_absent: bool = False


def lightest(hands: Iterable[Hand]) -> UUID | None:
    """The agent to entrust with a case; None when nobody is there: it then waits for whoever comes first.

    The count is divided by the share; between equals, the one served longest ago, then by identifier: always the same
    answer for the same facts.
    """
    present = [hand for hand in hands if not hand.is_absent and hand.share > 0]
    if not present:
        return None
    return min(present, key=_weight).membership_id


def _weight(hand: Hand) -> tuple[float, bool, float, str]:
    given = hand.last_given_at
    return (
        hand.open_cases * 100 / hand.share,
        given is not None,
        given.timestamp() if given else 0.0,
        str(hand.membership_id),
    )
