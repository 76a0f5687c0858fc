"""A deadline is never given alone: each step of its computation is a French sentence one can check by hand.

Source: house.md, « Deadlines … each result keeps its step-by-step proof ».
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from socle.kernel.deadlines.wording import say, say_day


@dataclass(frozen=True, slots=True)
class ProofStep:
    """One step: what was done, on which day or instant, and why."""

    label: str
    at: date
    detail: str

    def __str__(self) -> str:
        return f"{self.label} — {say(self.at)} : {self.detail}"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The instant from which it is too late, the last useful day, and the proof.

    A whole-day deadline ends at 24:00: `due` is then 00:00 of the day after `day`, as the end of a half-open period.
    """

    due: datetime
    day: date
    is_whole_day: bool
    proof: tuple[ProofStep, ...]

    def is_past(self, at: datetime) -> bool:
        """Whether it is too late at this instant (in UTC: one local hour comes twice in October)."""
        return at.astimezone(UTC) >= self.due.astimezone(UTC)

    @property
    def value(self) -> str:
        """The date of a whole-day deadline, else the instant with its offset, in ISO 8601."""
        return self.day.isoformat() if self.is_whole_day else self.due.isoformat()

    def __str__(self) -> str:
        return f"{say_day(self.day)} à 24:00" if self.is_whole_day else say(self.due)
