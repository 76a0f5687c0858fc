"""What the ledger of seats promises, in plain Python: no slot, no lock, no database. The machine holds the product against it.

Time is counted in days since the beginning; whole days are the bounds that people choose, each act happens a moment after.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf

MOMENT = 1e-6
T2, D1, D3 = "T2", "D1", "D3"
PLACED = {D1: 2, D3: 1}


@dataclass
class Held:
    """A right: whose, which profile, from when to when."""

    number: int
    who: int
    profile: str
    start: float
    end: float = inf
    is_withdrawn: bool = False
    is_suspended: bool = False

    @property
    def is_empty(self) -> bool:
        return self.end <= self.start

    def during(self, start: float, end: float) -> bool:
        return not self.is_empty and self.start < end and start < self.end

    def covers(self, at: float) -> bool:
        return self.start <= at < self.end


@dataclass
class Model:
    """A body: its people, its rights, the seats that its convention opens."""

    seats: int
    people_cap: int
    now: float = 0.0
    rights: list[Held] = field(default_factory=list)
    left: set[int] = field(default_factory=set)

    def tick(self) -> None:
        self.now += MOMENT

    def grant(self, who: int, profile: str, first: int | None, last: int | None) -> str:
        """The answer to a grant from the day `first` (now when None) to the day `last`."""
        self.tick()
        start, end = self.now if first is None else max(self.now, first), inf if last is None else float(last)
        if who in self.left:
            return "not_in_organisation"
        if end <= start:
            return "period_past"
        if any(one.who == who and one.profile == profile and one.during(start, end) for one in self.rights):
            return "already_held"
        if not self.has_room(who, profile, start, end):
            return "seats_exhausted"
        self.rights.append(Held(len(self.rights), who, profile, start, end))
        return "allowed"

    def has_room(self, who: int, profile: str, start: float, end: float) -> bool:
        """At each moment of the period, one more right under its own ceiling, and this person among those of the cap."""
        others = [one for one in self.rights if one.during(start, end)]
        for at in {start} | {one.start for one in others if one.start > start}:
            there = [one for one in others if one.covers(at)]
            if sum(one.profile == profile for one in there) >= PLACED.get(profile, self.seats):
                return False
            if profile in PLACED and len({one.who for one in there if one.profile in PLACED} | {who}) > self.people_cap:
                return False
        return True

    def withdraw(self, number: int) -> None:
        self.tick()
        if not self.rights[number].is_withdrawn:
            self._end(self.rights[number])

    def depart(self, who: int) -> None:
        """Everything that lasts ends; what is over stays as it was."""
        self.tick()
        for one in self.rights:
            if one.who == who and not one.is_withdrawn and one.end > self.now:
                self._end(one)
        self.left.add(who)

    def suspend(self, number: int) -> str:
        """A right that lasts stops giving anything, once; its seat stays taken."""
        self.tick()
        one = self.rights[number]
        if one.is_empty or one.end <= self.now:
            return "habilitation_ended"
        if one.is_suspended:
            return "already_suspended"
        one.is_suspended = True
        return "allowed"

    def lift(self, number: int) -> None:
        self.tick()
        self.rights[number].is_suspended = False

    def _end(self, one: Held) -> None:
        one.end, one.is_withdrawn = min(one.end, max(one.start, self.now)), True
        if one.start >= self.now:
            one.end = one.start

    def decide(self, who: int, profile: str) -> str:
        """The answer to who would use the profile now."""
        self.tick()
        if who in self.left:
            return "not_member"
        mine = [one for one in self.rights if one.who == who and one.profile == profile]
        if current := next((one for one in mine if one.covers(self.now)), None):
            return "habilitation_suspended" if current.is_suspended else "allowed"
        past = [one for one in mine if one.is_empty or one.end <= self.now]
        if not past:
            return "habilitation_future" if mine else "no_habilitation"
        return "habilitation_withdrawn" if past[-1].is_withdrawn else "habilitation_expired"

    def lasting(self) -> frozenset[tuple[int, str]]:
        """Who holds what, now or later."""
        return frozenset((one.who, one.profile) for one in self.rights if not one.is_empty and one.end > self.now)

    def used(self) -> dict[str, int]:
        """Seats taken now, by profile, and by people under the cap (`*`)."""
        there = [one for one in self.rights if one.covers(self.now)]
        counts = {profile: sum(one.profile == profile for one in there) for profile in (T2, D1, D3)}
        return counts | {"*": len({one.who for one in there if one.profile in PLACED})}


def fragmented(maximum: int, taken: Iterable[tuple[int, float, float]], start: float, end: float) -> bool:
    """Whether each numbered seat is taken at some moment of the period, though never all at once."""
    return {slot for slot, since, until in taken if since < end and start < until} >= set(range(1, maximum + 1))
