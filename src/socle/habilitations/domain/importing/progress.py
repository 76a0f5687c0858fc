"""How far an import is: real counts, the rate, the time left (experience.md, « Progress bars »)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

FEWEST = 5  # rows before a rate means something
SHORTEST = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` rows of `total`, since `started_at`."""

    done: int
    total: int
    started_at: datetime | None = None

    @property
    def share(self) -> int:
        """Percents, rounded down: a hundred means finished."""
        return 100 * self.done // self.total if self.total else 100

    def rate(self, at: datetime) -> float | None:
        """Rows a second, None while it is too early to say."""
        if self.started_at is None or self.done < FEWEST or at - self.started_at < SHORTEST:
            return None
        return self.done / (at - self.started_at).total_seconds()

    def left(self, at: datetime) -> timedelta | None:
        """The time left at this rate."""
        rate = self.rate(at)
        return timedelta(seconds=round((self.total - self.done) / rate)) if rate else None
