"""MCP-25: a suspended right gives nothing, keeps its seat, and comes back; who decided lifts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from socle.database.transactions import transaction
from socle.habilitations.actions.granting import Wish, grant
from socle.habilitations.actions.suspending import lift, reactivate, suspend
from socle.habilitations.actions.using import mark_used
from socle.habilitations.domain import rights
from socle.habilitations.models import Habilitation
from socle.habilitations.queries.facts import member_in_convention
from socle.habilitations.queries.seats import seat_lines
from socle.kernel.decision import Refused
from socle.traces import actions as traces
from tests.habilitations.bodies import give_role, partner

PURPOSE = "tarif-selon-quotient"


@pytest.fixture
def body(db, owner):
    with owner():
        return partner()


def opened(body, member=0):
    wish = Wish(body.people[member].person_id, "cdap", "T2", PURPOSE)
    with transaction(body.principal) as at:
        return grant(wish, actor=body.principal, at=at)


def decided(body, member=0):
    with transaction(body.principal) as at:
        return rights.decide(member_in_convention(body.people[member].id, "cdap", "T2", at).facts, at)


def used(body):
    with transaction(body.principal) as at:
        return next(line.used for line in seat_lines(body.organisation.id, at, service="cdap", profile="T2"))


def test_a_suspension_stops_the_right_at_once_and_keeps_its_seat(body):
    right = opened(body)
    taken = used(body)

    with transaction(body.principal) as at:
        suspend(right.id, actor=body.principal, at=at, cause="absence longue")

    decision = decided(body)
    assert decision.code == "habilitation_suspended"
    assert "absence longue" in decision.reason
    assert used(body) == taken


def test_a_lifted_suspension_gives_the_right_back(body):
    right = opened(body)
    with transaction(body.principal) as at:
        stopped = suspend(right.id, actor=body.principal, at=at, cause="absence")

    with transaction(body.principal) as at:
        lift(stopped.id, actor=body.principal, at=at + timedelta(microseconds=1))

    with transaction(body.principal) as at:
        later = at + timedelta(seconds=1)
        assert rights.decide(member_in_convention(body.people[0].id, "cdap", "T2", later).facts, later)


def test_a_right_is_not_suspended_twice_at_once(body):
    right = opened(body)
    with transaction(body.principal) as at:
        suspend(right.id, actor=body.principal, at=at, cause="absence")

    with pytest.raises(Refused) as refused, transaction(body.principal) as at:
        suspend(right.id, actor=body.principal, at=at, cause="absence encore")
    assert refused.value.decision.code == "already_suspended"


def test_nobody_suspends_outside_their_perimeter(body, owner):
    right = opened(body)
    with owner():
        delegate = give_role(body.people[1], "delegate", body.convention, profiles=["cdap:T4"])

    with pytest.raises(Refused) as refused, transaction(delegate) as at:
        suspend(right.id, actor=delegate, at=at, cause="essai")
    assert refused.value.decision.code == "outside_perimeter"


def test_a_right_unused_for_184_days_stops_and_a_manager_reactivates_it(body, owner):
    right = opened(body)
    with owner():
        traces.record("demonstration:data:loaded", actor=None, at=timezone.now())
        long_ago = timezone.now() - timedelta(days=200)
        Habilitation.objects.filter(id=right.id).update(period=(long_ago, None), granted_at=long_ago)
    assert decided(body).code == "habilitation_inactive"

    with transaction(body.principal) as at:
        reactivate(right.id, actor=body.principal, at=at)

    assert decided(body)


def test_a_use_is_marked_at_most_once_a_day(body):
    right = opened(body)
    person = body.people[0]
    with transaction(body.principal) as at:
        traces.record("demonstration:data:loaded", actor=body.principal, at=at)
        mark_used(person.id, "cdap", "T2", at)
        first = Habilitation.objects.get(id=right.id).last_used_at
        mark_used(person.id, "cdap", "T2", at + timedelta(hours=3))
        again = Habilitation.objects.get(id=right.id).last_used_at
        mark_used(person.id, "cdap", "T2", at + timedelta(days=2))
        later = Habilitation.objects.get(id=right.id).last_used_at

    assert first == again == at
    assert later == at + timedelta(days=2)


def test_a_right_says_under_which_delegation_it_was_given(body, owner):
    with owner():
        delegate = give_role(body.people[1], "delegate", body.convention, profiles=["cdap:T2"])
    with transaction(delegate) as at:
        right = grant(Wish(body.people[0].person_id, "cdap", "T2", PURPOSE), actor=delegate, at=at)
        assert right.delegation.membership_id == delegate.membership_id
        assert right.delegation.profiles == ["cdap:T2"]
