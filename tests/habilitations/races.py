"""Pairs of the product's actions that meet on the ledger: the last seat, a withdrawal, a departure, a cap on people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from socle.conventions.models import Term
from socle.habilitations.actions.granting import Wish, grant, withdraw
from socle.habilitations.actions.standing_in import Absence, end_stand_in, stand_in
from socle.habilitations.actions.suspending import lift, suspend
from socle.habilitations.models import Habilitation
from socle.kernel.actor import Actor
from socle.organismes.actions import end_membership
from socle.organismes.models import Equipment, Membership, Place
from tests.conftest import acting_as
from tests.factories import EquipmentFactory, PlaceFactory
from tests.habilitations.bodies import Partner
from tests.habilitations.interleavings import Action, Job

T2_CEILING = "max = 12"
FIRST_SEATS = '[[terms]]\nid = "sieges-cdap-t1"'
ABSENCE = timedelta(days=10)
T2_TERM = "sieges-cdap-t2"


def capped(people: int) -> dict[str, str]:
    """What lowers the cap of the model on all the profiles together."""
    term = f'[[terms]]\nid = "sieges-afas-ensemble"\nmax = {people}\nsays = "Un plafond de {people}."\n\n'
    return {FIRST_SEATS: term + FIRST_SEATS}


@dataclass(frozen=True)
class World:
    """A body with its people and the places of its equipment."""

    body: Partner
    equipment: Equipment
    place: Place

    @property
    def people(self) -> tuple[Membership, ...]:
        return self.body.people


def world(body: Partner) -> World:
    equipment: Equipment = EquipmentFactory(organisation=body.organisation)
    return World(body, equipment, PlaceFactory(organisation=body.organisation, equipment=equipment))


def granting(member: Membership, place: Place | None = None, profile: str = "") -> Action:
    if place:
        wish = Wish(member.person_id, "afas", profile or "D1", "declaration-activite", scope_id=place.id)
    else:
        wish = Wish(member.person_id, "cdap", profile or "T2", "tarif-selon-quotient")
    return lambda actor, at: grant(wish, actor=actor, at=at)


def withdrawing(right_id) -> Action:
    return lambda actor, at: withdraw(right_id, actor=actor, at=at)


def leaving(member: Membership) -> Action:
    return lambda actor, at: end_membership(member.id, actor=actor, at=at)


def lowering(stage: World, maximum: int, number: int = 1) -> Action:
    """What an avenant leaves: one more act, in force at once, and its term."""

    def lower(_: Actor, at: datetime) -> None:
        with acting_as("socle_owner"):
            terms = Term.objects.select_related("act").filter(convention=stage.body.convention, term_key=T2_TERM)
            term = terms.order_by("act_number").last()
            act, body = term.act, {**term.body, "max": maximum}
            act.pk, act.number, act.effective_at, act.recorded_at = uuid4(), number, at, at
            act.save(force_insert=True)
            term.pk, term.act, term.act_number, term.body, term.validity = uuid4(), act, number, body, (at, None)
            term.save(force_insert=True)

    return lower


def suspending(right_id: UUID) -> Action:
    return lambda actor, at: suspend(right_id, actor=actor, at=at, cause="absence")


def lifting(suspension_id: UUID) -> Action:
    return lambda actor, at: lift(suspension_id, actor=actor, at=at)


def replacing(right_id: UUID, member: Membership) -> Action:
    """Entrust the right to this colleague from now on, for ten days."""

    def act(actor: Actor, at: datetime) -> object:
        return stand_in(right_id, Absence(member.person_id, None, at + ABSENCE, "congé"), actor=actor, at=at)

    return act


def returning(right_id: UUID) -> Action:
    return lambda actor, at: end_stand_in(right_id, actor=actor, at=at)


@dataclass(frozen=True)
class Case:
    """What the body holds before, and the sessions that meet; refusals that are `alike` count as one.

    A transaction that waited judges with the instant at which it began: over already, or about to be, is the same refusal.
    """

    name: str
    replaced: dict[str, str]
    before: Callable[[World], Sequence[Action]]
    meeting: Callable[[World, Sequence[object]], Sequence[Action]]
    alike: frozenset[str] = frozenset()

    def jobs(self, stage: World, given: Sequence[object]) -> list[Job]:
        return [Job(stage.body.principal, action) for action in self.meeting(stage, given)]


def replaced_first(stage: World) -> Action:
    """The only right of the body, entrusted to the second person."""

    def act(actor: Actor, at: datetime) -> object:
        right = Habilitation.objects.get(membership_id=stage.people[0].id)
        return replacing(right.id, stage.people[1])(actor, at)

    return act


def nothing(_: World) -> Sequence[Action]:
    return ()


def first_holds(stage: World) -> Sequence[Action]:
    return (granting(stage.people[0]),)


def of(actor: Actor, at: datetime, actions: Sequence[Action]) -> list[object]:
    return [action(actor, at) for action in actions]


LAST_SEAT = Case(
    "grant × grant, last seat",
    {T2_CEILING: "max = 2"},
    first_holds,
    lambda w, _: (granting(w.people[1]), granting(w.people[2])),
)
PAIRS = (
    LAST_SEAT,
    Case(
        "grant × grant, last seat, first rights ever",
        {T2_CEILING: "max = 1"},
        nothing,
        lambda w, _: (granting(w.people[0]), granting(w.people[1])),
    ),
    Case(
        "grant × grant, two seats left, each takes one",
        {T2_CEILING: "max = 3"},
        first_holds,
        lambda w, _: (granting(w.people[1]), granting(w.people[2])),
    ),
    Case(
        "grant × withdraw, every seat taken",
        {T2_CEILING: "max = 1"},
        first_holds,
        lambda w, given: (granting(w.people[1]), withdrawing(given[0].id)),
    ),
    Case(
        "grant × departure of the same person",
        {T2_CEILING: "max = 1"},
        nothing,
        lambda w, _: (granting(w.people[0]), leaving(w.people[0])),
    ),
    Case(
        "grant × departure that frees the seat",
        {T2_CEILING: "max = 1"},
        first_holds,
        lambda w, _: (granting(w.people[1]), leaving(w.people[0])),
    ),
    Case(
        "withdraw × departure, one right",
        {T2_CEILING: "max = 1"},
        first_holds,
        lambda w, given: (withdrawing(given[0].id), leaving(w.people[0])),
    ),
    Case(
        "grant × grant, cap of one person on all profiles",
        capped(1),
        nothing,
        lambda w, _: (granting(w.people[0], w.place), granting(w.people[1], w.place)),
    ),
    Case(
        "grant × grant, the same person twice",
        {},
        nothing,
        lambda w, _: (granting(w.people[0]), granting(w.people[0])),
    ),
    Case(
        "grant × grant, two rights of one person",
        {},
        nothing,
        lambda w, _: (granting(w.people[0]), granting(w.people[0], w.place)),
    ),
    Case(
        "grant × ceiling lowered to what is used",
        {T2_CEILING: "max = 3"},
        first_holds,
        lambda w, _: (granting(w.people[1]), lowering(w, 1)),
    ),
)
SUSPENSIONS = (
    Case(
        "grant × suspend, every seat taken: the suspended right keeps its own",
        {T2_CEILING: "max = 1"},
        first_holds,
        lambda w, given: (granting(w.people[1]), suspending(given[0].id)),
    ),
    Case(
        "suspend × suspend, one right",
        {},
        first_holds,
        lambda w, given: (suspending(given[0].id), suspending(given[0].id)),
    ),
    Case(
        "suspend × withdraw, one right",
        {},
        first_holds,
        lambda w, given: (suspending(given[0].id), withdrawing(given[0].id)),
    ),
    Case(
        "suspend × departure of its holder",
        {},
        first_holds,
        lambda w, given: (suspending(given[0].id), leaving(w.people[0])),
    ),
)
OVER = frozenset({"stand_in_outside_right", "habilitation_ended"})
STAND_INS = (
    Case(
        "stand-in × grant, every seat taken: the seat only passes from one to the other",
        {T2_CEILING: "max = 1"},
        first_holds,
        lambda w, given: (replacing(given[0].id, w.people[1]), granting(w.people[2])),
    ),
    Case(
        "stand-in × grant of the same right to the stand-in",
        {T2_CEILING: "max = 2"},
        first_holds,
        lambda w, given: (replacing(given[0].id, w.people[1]), granting(w.people[1])),
    ),
    Case(
        "stand-in × stand-in, one right for two colleagues",
        {T2_CEILING: "max = 1"},
        first_holds,
        lambda w, given: (replacing(given[0].id, w.people[1]), replacing(given[0].id, w.people[2])),
    ),
    Case(
        "stand-in × withdraw of the right replaced",
        {T2_CEILING: "max = 1"},
        first_holds,
        lambda w, given: (replacing(given[0].id, w.people[1]), withdrawing(given[0].id)),
        OVER,
    ),
    Case(
        "stand-in × departure of who is replaced",
        {T2_CEILING: "max = 1"},
        first_holds,
        lambda w, given: (replacing(given[0].id, w.people[1]), leaving(w.people[0])),
        OVER,
    ),
    Case(
        "stand-in × departure of the stand-in",
        {T2_CEILING: "max = 1"},
        first_holds,
        lambda w, given: (replacing(given[0].id, w.people[1]), leaving(w.people[1])),
    ),
    Case(
        "stand-in × suspend the right replaced",
        {T2_CEILING: "max = 1"},
        first_holds,
        lambda w, given: (replacing(given[0].id, w.people[1]), suspending(given[0].id)),
    ),
    Case(
        "end of a stand-in × grant, every seat taken",
        {T2_CEILING: "max = 1"},
        lambda w: (granting(w.people[0]), replaced_first(w)),
        lambda w, given: (returning(given[1].id), granting(w.people[2])),
    ),
    Case(
        "end of a stand-in × departure of the stand-in",
        {T2_CEILING: "max = 1"},
        lambda w: (granting(w.people[0]), replaced_first(w)),
        lambda w, given: (returning(given[1].id), leaving(w.people[1])),
    ),
    Case(
        "end of a stand-in × departure of who is replaced",
        {T2_CEILING: "max = 1"},
        lambda w: (granting(w.people[0]), replaced_first(w)),
        lambda w, given: (returning(given[1].id), leaving(w.people[0])),
    ),
    Case(
        "departure of who is replaced × departure of the stand-in",
        {T2_CEILING: "max = 1"},
        lambda w: (granting(w.people[0]), replaced_first(w)),
        lambda w, _: (leaving(w.people[0]), leaving(w.people[1])),
    ),
)
PAIRS = (*PAIRS, *SUSPENSIONS)
TRIPLES = (
    Case(
        "grant × grant × grant, two seats",
        {T2_CEILING: "max = 2"},
        nothing,
        lambda w, _: tuple(granting(one) for one in w.people[:3]),
    ),
    Case(
        "grant × grant × withdraw, every seat taken",
        {T2_CEILING: "max = 1"},
        first_holds,
        lambda w, given: (granting(w.people[1]), granting(w.people[2]), withdrawing(given[0].id)),
    ),
    Case(
        "grant × grant × ceiling lowered to one more than is used",
        {T2_CEILING: "max = 3"},
        first_holds,
        lambda w, _: (granting(w.people[1]), granting(w.people[2]), lowering(w, 2)),
    ),
)
