"""The product held against the model, one act after another, on a real database (reliability.md §4.4, C3).

Time passes by moving everything that was written into the past: the database's clock stays the only clock.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import psycopg
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from socle.database.constraints import Conflict
from socle.database.transactions import run, transaction
from socle.habilitations.actions.granting import Wish, grant
from socle.habilitations.actions.suspending import suspend
from socle.habilitations.domain.rights import decide
from socle.habilitations.models import Habilitation
from socle.habilitations.queries.facts import member_in_convention
from socle.habilitations.queries.seats import seat_lines
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from tests.conftest import acting_as
from tests.habilitations import races
from tests.habilitations.bodies import confirmed, partner
from tests.habilitations.interleavings import Action
from tests.habilitations.ledger import Ledger
from tests.habilitations.model import D1, D3, PLACED, T2, Model, fragmented

SEATS, CAP, PEOPLE, LONGEST = 3, 2, 4, 90
DAY = timedelta(days=1)
TERMS = {T2: races.T2_TERM, D1: "sieges-afas-d1-lieu", D3: "sieges-afas-d3-equipement", "*": "sieges-afas-ensemble"}
PEOPLE_OF = st.integers(0, PEOPLE - 1)
PROFILES = st.sampled_from([T2, D1, D3])
DAYS = st.none() | st.integers(0, 12)


class LedgerMachine(RuleBasedStateMachine):
    """Grants, withdrawals, departures, days that pass, ceilings that change: the answers and the seats agree."""

    looking: psycopg.Connection

    @initialize()
    def sign(self) -> None:
        with acting_as("socle_owner"):
            replaced = {races.T2_CEILING: f"max = {SEATS}"} | races.capped(CAP)
            self.world = races.world(partner(people=PEOPLE, replaced=replaced))
        self.body = self.world.body
        self.ledger = Ledger(self.looking, self.body.organisation.id, self.body.convention.id)
        self.model = Model(SEATS, CAP)
        self.rights: list[Habilitation] = []
        self.start: datetime = timezone.now()
        self.stops: dict[int, UUID] = {}
        self.day, self.lowered = 0, 0
        self.is_lowered = False

    def _told(self, action: Action) -> str:
        """The answer of the product to an act of the principal."""
        principal = self.body.principal
        try:
            run(principal, lambda at: action(confirmed(principal, at), at))
        except (Refused, Conflict) as error:
            return error.decision.code
        return "allowed"

    def _instant(self, day: int | None) -> datetime | None:
        return None if day is None else self.start + (day - self.day) * DAY

    @rule(who=PEOPLE_OF, profile=PROFILES, first=DAYS, length=DAYS)
    def grant(self, who: int, profile: str, first: int | None, length: int | None) -> None:
        first = None if first is None else self.day + first
        last = None if length is None else (self.day if first is None else first) + length
        expected = self.model.grant(who, profile, first, last)
        place = {T2: None, D1: self.world.place.id, D3: self.world.equipment.id}[profile]
        wish = Wish(
            self.body.people[who].person_id,
            "cdap" if profile == T2 else "afas",
            profile,
            "tarif-selon-quotient" if profile == T2 else "declaration-activite",
            scope_id=place,
            valid_from=self._instant(first),
            valid_to=self._instant(last),
        )
        told = self._told(lambda actor, at: self.rights.append(grant(wish, actor=actor, at=at)))
        if expected == "allowed" and told == "seats_exhausted":
            assert self._no_single_seat(profile, wish), (expected, told)
            self.model.rights.pop()
        else:
            assert told == expected

    def _no_single_seat(self, profile: str, wish: Wish) -> bool:
        """A refusal that the model does not know: seats are free one after another, never one of them all along."""
        start = (wish.valid_from or timezone.now()).timestamp()
        end = wish.valid_to.timestamp() if wish.valid_to else float("inf")
        ceilings = {"*": self.model.people_cap} if profile in PLACED else {}
        return any(
            fragmented(maximum, self.ledger.taken(TERMS[key]), start, end)
            for key, maximum in (ceilings | {profile: PLACED.get(profile, self.model.seats)}).items()
        )

    @precondition(lambda self: self.rights)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(self.rights) - 1))
        self.model.withdraw(number)
        assert self._told(races.withdrawing(self.rights[number].id)) == "allowed"

    @precondition(lambda self: self.rights)
    @rule(data=st.data())
    def suspend(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(0, len(self.rights) - 1))
        expected = self.model.suspend(number)

        def act(actor: Actor, at: datetime) -> None:
            self.stops[number] = suspend(self.rights[number].id, actor=actor, at=at, cause="absence").id

        assert self._told(act) == expected

    @precondition(lambda self: self.stops)
    @rule(data=st.data())
    def lift(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.stops)))
        self.model.lift(number)
        assert self._told(races.lifting(self.stops.pop(number))) == "allowed"

    @precondition(lambda self: len(self.model.left) < PEOPLE - 2)
    @rule(who=PEOPLE_OF)
    def depart(self, who: int) -> None:
        if who not in self.model.left:
            self.model.depart(who)
            assert self._told(races.leaving(self.body.people[who])) == "allowed"

    @precondition(lambda self: self.day < LONGEST)
    @rule(days=st.integers(1, 8))
    def wait(self, days: int) -> None:
        self.ledger.age(days)
        self.day += days
        self.model.now = float(self.day)

    @precondition(lambda self: self.lowered < 3)
    @rule(seats=st.integers(1, SEATS + 1))
    def change_ceiling(self, seats: int) -> None:
        self.lowered += 1
        self.model.tick()
        self.is_lowered = self.is_lowered or seats < self.model.seats
        self.model.seats = seats
        assert self._told(races.lowering(self.world, seats, number=self.lowered)) == "allowed"

    @rule(who=PEOPLE_OF, profile=PROFILES)
    def ask(self, who: int, profile: str) -> None:
        with transaction(self.body.principal) as at:
            service = "cdap" if profile == T2 else "afas"
            member = member_in_convention(self.body.people[who].id, service, profile, at)
            assert member is not None
            assert decide(member.facts, at).code == self.model.decide(who, profile)

    @invariant()
    def the_same_people_hold_the_same_rights_and_seats(self) -> None:
        if not hasattr(self, "model"):
            return
        self.model.tick()
        numbers = {membership.person_id: number for number, membership in enumerate(self.body.people)}
        held = frozenset((numbers[who], profile) for who, profile, lasts, _ in self.ledger.state()[0] if lasts)
        assert held == self.model.lasting()
        with transaction(self.body.principal) as at:
            lines = seat_lines(self.body.organisation.id, at)
        used = self.model.used()
        places = {T2: None, D1: self.world.place.id, D3: self.world.equipment.id, "*": None}
        found = {one.profile: one.used for one in lines if places.get(one.profile, "") == one.scope_id}
        assert {profile: found[profile] for profile in used} == used
        tolerated = {"seats above the ceiling"} if self.is_lowered else set()
        assert not [one for one in self.ledger.violations() if one.partition(":")[0] not in tolerated]
