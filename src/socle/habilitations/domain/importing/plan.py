"""Seats counted over a whole file without taking any: the same slot as `free_slot` would give, found quickly.

A file of thousands of rows fills the same few ceilings; looking through every seat for every row would take the
square of its length. Seats are only added, so what is full for a period stays full: the search resumes where it
stopped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from socle.habilitations.domain.seats import Hold, free_slot
from socle.kernel.period import Period


class SeatPlan:
    """The seats of one ceiling as they would be after the rows already read."""

    def __init__(self, maximum: int, holds: Iterable[Hold], *, counts_people: bool) -> None:
        self.maximum = maximum
        self.holds: list[Hold] = []
        self._counts_people = counts_people
        self._is_above = False  # a ceiling was lowered below what is taken: the quick search does not apply
        self._slots: dict[int, list[Hold]] = defaultdict(list)
        self._own: dict[UUID, set[int]] = defaultdict(set)
        self._next: dict[Period, int] = {}
        for hold in holds:
            self.add(hold)

    def add(self, hold: Hold) -> None:
        """A seat taken, or that a row would take."""
        self.holds.append(hold)
        self._is_above |= hold.slot > self.maximum
        self._slots[hold.slot].append(hold)
        self._own[hold.member].add(hold.slot)

    def slot(self, wanted: Period, member: UUID) -> int | None:
        """What `free_slot` would answer."""
        if self._is_above:
            return free_slot(self.maximum, self.holds, wanted, member, counts_people=self._counts_people)
        if self._counts_people:
            own = next((slot for slot in sorted(self._own[member]) if self._is_own(slot, wanted, member)), None)
            if own is not None:
                return own
        slot = self._next.get(wanted, 1)
        while slot <= self.maximum and any(hold.period.overlaps(wanted) for hold in self._slots.get(slot, ())):
            slot += 1
        self._next[wanted] = slot
        return slot if slot <= self.maximum else None

    def _is_own(self, slot: int, wanted: Period, member: UUID) -> bool:
        return {hold.member for hold in self._slots[slot] if hold.period.overlaps(wanted)} == {member}
