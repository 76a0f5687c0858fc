"""How full seats were, month after month: the most taken at once in each (MCP-21; ambitions, « heat map of use »).

Five steps of intensity, each said in words in its cell: colour is never alone. The steps are the house's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from socle.habilitations.domain.seats import Step, level_at

STEPS = ((0.0, "libre"), (0.5, "peu occupé"), (0.9, "bien occupé"), (1.0, "presque plein"))  # [house] MCP-21


@dataclass(frozen=True, slots=True)
class Heat:
    """One cell: the seats taken and the ceiling; `maximum` None when nothing was open."""

    used: int
    maximum: int | None

    @property
    def step(self) -> int:
        """From 0 (nobody) to 4 (full), 5 above the ceiling."""
        maximum = self.maximum or 0
        if self.used > maximum:
            return 5
        if self.used == 0:
            return 0
        share = self.used / maximum
        return next((rank for rank, (under, _) in enumerate(STEPS) if share < under), 4)

    @property
    def says(self) -> str:
        """What the colour means, in words."""
        if not self.maximum and not self.used:
            return "non ouvert"
        return {4: "plein", 5: "au-dessus du plafond"}.get(self.step) or STEPS[self.step][1]


def peaks(steps: Sequence[Step], starts: Sequence[datetime], end: datetime) -> list[int]:
    """The most seats taken at once in each stretch between `starts`, the last one until `end`."""
    moments = [moment for moment, _ in steps]
    bounds = zip(starts, (*starts[1:], end), strict=True)
    return [
        max(
            level_at(steps, start),
            *(level for _, level in steps[bisect_left(moments, start) : bisect_left(moments, stop)]),
            0,
        )
        for start, stop in bounds
    ]
