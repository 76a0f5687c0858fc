"""MCP-22: whatever anybody tries, in any order, nothing in force is wider, longer or orphaned, nor given to oneself."""

from __future__ import annotations

from random import Random
from uuid import UUID

import pytest

from socle.database.transactions import transaction
from socle.habilitations.actions.delegating import DelegationWish, change, delegate, take_back
from socle.habilitations.actions.departing import end_rights_of
from socle.habilitations.domain.perimeter import WHOLE, Perimeter
from socle.habilitations.domain.roles import RoleCode
from socle.habilitations.queries.delegations import Lattice, lattice_of
from socle.habilitations.queries.roles import perimeter_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from tests.factories import actor_of
from tests.habilitations.bodies import confirmed, partner

pytestmark = [pytest.mark.django_db, pytest.mark.drill]
STEPS = 60
PERIMETERS = (
    WHOLE,
    Perimeter(services=frozenset({"cdap"})),
    Perimeter(services=frozenset({"afas"})),
    Perimeter(profiles=frozenset({"cdap:T2"})),
    Perimeter(services=frozenset({"cdap", "afas"}), profiles=frozenset({"cdap:T2", "afas:D1"})),
)


def faults(lattice: Lattice) -> list[str]:
    """What no order of acts may leave."""
    found = []
    for row in lattice.rows:
        if row.role != RoleCode.DELEGATE:
            continue
        if row.granted_by_id == row.membership.person_id:
            found.append("given to oneself")
        if row.parent_id is None:
            continue
        parent = lattice.row(row.parent_id)
        if parent is None:
            found.append("hangs on what has fallen")
        elif not perimeter_of(row).within(perimeter_of(parent)):
            found.append("wider than what it hangs on")
        elif parent.period.upper and (row.period.upper is None or row.period.upper > parent.period.upper):
            found.append("longer than what it hangs on")
        elif not parent.may_pass_on:
            found.append("hangs on what may not be passed on")
    return found


def attempt(draw: Random, actors: list[Actor], people: list, lattice: Lattice) -> bool:
    """One act of somebody on somebody; whether it went through."""
    actor, person = draw.choice(actors), draw.choice(people)
    rows = [row.id for row in lattice.rows] or [UUID(int=0)]
    with transaction(actor) as at:
        ready = confirmed(actor, at)
        wish = DelegationWish(person.person_id, draw.choice(PERIMETERS), draw.random() < 0.6)
        acts = (
            lambda: delegate(wish, actor=ready, at=at),
            lambda: delegate(wish, actor=ready, at=at),
            lambda: change(draw.choice(rows), wish, actor=ready, at=at),
            lambda: take_back(draw.choice(rows), actor=ready, at=at, cause="essai"),
            lambda: end_rights_of(person.id, actor=ready, at=at, cause="essai"),
        )
        draw.choice(acts)()
    return True


@pytest.mark.parametrize("seed", range(4))
def test_no_order_of_acts_leaves_a_fault(owner, seed):
    draw = Random(seed)
    with owner():
        body = partner(people=6)
    actors = [*([body.principal] * 4), *(actor_of(person, "delegate") for person in body.people)]
    done = 0
    for _ in range(STEPS):
        with transaction(body.principal) as at:
            lattice = lattice_of(body.organisation.id, at)
        try:
            done += attempt(draw, actors, list(body.people), lattice)
        except (Refused, lattice.rows[0].DoesNotExist):
            continue
        finally:
            with transaction(body.principal) as at:
                assert faults(lattice_of(body.organisation.id, at)) == []
    assert done >= 5


def test_a_fault_is_seen(owner):
    """The negative control: a row written past the rules."""
    with owner():
        body = partner(people=2)
    one, other = body.people
    with transaction(body.principal) as at:
        wish = DelegationWish(one.person_id, PERIMETERS[1], may_pass_on=True)
        top = delegate(wish, actor=confirmed(body.principal, at), at=at)
    below = actor_of(one, "delegate")
    with transaction(below) as at:
        child = delegate(DelegationWish(other.person_id, PERIMETERS[3]), actor=confirmed(below, at), at=at)
    with owner():
        type(child).objects.filter(id=child.id).update(profiles=[], services=[])
    with transaction(body.principal) as at:
        assert faults(lattice_of(body.organisation.id, at)) == ["wider than what it hangs on"]
    with owner():
        type(child).objects.filter(id=top.id).update(withdrawn_at=at, withdrawn_by_id=one.person_id, period="empty")
    with transaction(body.principal) as at:
        assert faults(lattice_of(body.organisation.id, at)) == ["hangs on what has fallen"]
