"""Rights drawn for a partner, each in the slots its ceilings leave free: the rule of seats is the one that serves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from uuid import UUID

from socle.conventions.domain.kinds.seats import Counted, Seats
from socle.conventions.domain.words import Level
from socle.habilitations.domain.seats import Hold, free_slot
from socle.kernel.period import Period
from socle.site.demonstration.scale.bodies import Member, Partner, drawn_id
from socle.site.demonstration.scale.natures import AFAS_PURPOSES

Ceilings = Mapping[str, Seats]
EQUIPMENT_PROFILES = tuple(AFAS_PURPOSES)
FUTURE, ENDING_SOON, OVER = 0.04, 0.08, 0.22
WITHDRAWN = ELSEWHERE = 0.5
USED_WITHIN = 120  # days: less than what suspends a right that nobody uses


@dataclass(frozen=True, slots=True)
class Option:
    """A profile that a partner may give, and where."""

    service: str
    profile: str
    purpose: str
    level: str = Level.CONVENTION.value
    scope_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A slot of a bucket."""

    bucket: Bucket
    slot: int


@dataclass(frozen=True, slots=True)
class Right:
    """One right of one member; `cause` is empty unless it was withdrawn."""

    id: UUID
    member: Member
    option: Option
    period: Period
    granted_at: datetime
    used_at: datetime | None
    cause: str
    seats: tuple[Taken, ...]


@dataclass(slots=True, eq=False)
class Bucket:
    """The seats that one term opens to the partner, at one place when `scope_id` says so."""

    id: UUID
    term_key: str
    scope_id: UUID | None
    maximum: int
    counts_people: bool
    holds: list[Hold] = field(default_factory=list)

    def would_split(self, member: UUID, slot: int, period: Period) -> bool:
        """Whether somebody counted once would hold two slots: rights are drawn in no order of time."""
        own = (one for one in self.holds if one.member == member and one.slot != slot)
        return self.counts_people and any(one.period.overlaps(period) for one in own)


@dataclass(slots=True)
class Desk:
    """A partner while its rights are drawn."""

    partner: Partner
    ceilings: Ceilings
    opened_at: datetime
    at: datetime
    draw: Random
    causes: Sequence[str]
    buckets: dict[tuple[str, UUID | None], Bucket] = field(default_factory=dict)
    rights: list[Right] = field(default_factory=list)
    begun: dict[tuple[UUID, Option], datetime] = field(default_factory=dict)

    def give(self, wanted: int) -> int:
        """Draw up to `wanted` more rights, each colleague in turn; how many the ceilings allowed."""
        options, given, refused = self.options(), 0, 0
        colleagues = self.partner.colleagues
        for member in cycle(colleagues):
            if given == wanted or refused == len(colleagues):
                return given
            right = next(filter(None, (self._right(member, one) for one in self._shuffled(options))), None)
            given, refused = (given + 1, 0) if right else (given, refused + 1)
        return given

    def options(self) -> list[Option]:
        """What the convention opens: to the whole body, then by équipement and by place."""
        found = [Option("cdap", profile, purpose) for profile, purpose in self.partner.nature.purposes]
        for scope in self.partner.scopes:
            profiles = ("D1",) if scope.level == Level.PLACE.value else EQUIPMENT_PROFILES
            found += [Option("afas", one, AFAS_PURPOSES[one], scope.level, scope.id) for one in profiles]
        return found

    def _shuffled(self, options: list[Option]) -> Sequence[Option]:
        """The profile of the whole body one time in two, so that most colleagues hold it."""
        first = self.draw.randrange(len(options)) if self.draw.random() < ELSEWHERE else 0
        return options[first:] + options[:first]

    def _right(self, member: Member, option: Option) -> Right | None:
        period, is_over = self._period(member, option)
        seats = self._seats(member, option, period) if period else None
        if period is None or seats is None:
            return None
        cause = self.draw.choice(self.causes) if is_over and self.draw.random() < WITHDRAWN else ""
        granted_at = min(period.start, self.at - timedelta(days=1))
        identifier = drawn_id(self.draw)
        used_at = None if is_over else self._used_at(identifier, period)
        right = Right(identifier, member, option, period, granted_at, used_at, cause, tuple(seats))
        for seat in seats:
            seat.bucket.holds.append(Hold(seat.slot, member.id, period))
        self.begun[member.id, option] = period.start
        self.rights.append(right)
        return right

    def _used_at(self, identifier: UUID, period: Period) -> datetime | None:
        """A last use in the last four months, without which an old right would have stopped serving."""
        used_at = self.at - timedelta(days=identifier.int % USED_WITHIN)
        return max(used_at, period.start) if period.start <= self.at else None

    def _period(self, member: Member, option: Option) -> tuple[Period | None, bool]:
        """The present one first, then earlier and earlier ones; None before the convention took effect."""
        draw, later = self.draw, self.begun.get((member.id, option))
        if later:
            return self._before(later - self._days(5, 60)), True
        said = draw.random()
        if said < FUTURE:
            return Period(self.at + self._days(1, 60)), False
        if said > 1 - OVER:
            return self._before(self.at - self._days(5, 300)), True
        end = self.at + self._days(2, 28) if said < ENDING_SOON else None
        return Period(self.at - self._days(10, 500), end), False

    def _before(self, end: datetime) -> Period | None:
        start = end - self._days(30, 200)
        return Period(start, end) if start >= self.opened_at else None

    def _days(self, least: int, most: int) -> timedelta:
        return timedelta(minutes=self.draw.randint(least * 1440, most * 1440))

    def _seats(self, member: Member, option: Option, period: Period) -> list[Taken] | None:
        """A slot below each ceiling over the whole period, or None."""
        found = []
        for bucket in self._buckets(option):
            slot = free_slot(bucket.maximum, bucket.holds, period, member.id, counts_people=bucket.counts_people)
            if slot is None or bucket.would_split(member.id, slot, period):
                return None
            found.append(Taken(bucket, slot))
        return found

    def _buckets(self, option: Option) -> Iterator[Bucket]:
        """The ceilings a right counts against, as `habilitations.actions.ledger` finds them."""
        for key, seats in self.ceilings.items():
            counts = seats.service == option.service and seats.profile in {option.profile, "*"}
            if counts and seats.per in {Level.CONVENTION, option.level}:
                scope = None if seats.per is Level.CONVENTION else option.scope_id
                if (key, scope) not in self.buckets:
                    counts_people = seats.counts is Counted.PEOPLE
                    bucket = Bucket(drawn_id(self.draw), key, scope, seats.max or 0, counts_people)
                    self.buckets[key, scope] = bucket
                yield self.buckets[key, scope]
