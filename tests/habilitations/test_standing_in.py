"""MCP-51, story S2: D3 = 1; a stand-in takes the only seat for nine days, and it comes back by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from socle.conventions.domain.kinds import Seats
from socle.database.transactions import transaction
from socle.habilitations.actions.granting import Wish, grant, purposes_of, withdraw
from socle.habilitations.actions.standing_in import Absence, end_stand_in, stand_in
from socle.habilitations.domain import rights
from socle.habilitations.models import Habilitation, SeatHold
from socle.habilitations.queries.facts import member_in_convention
from socle.habilitations.queries.seats import seat_lines
from socle.kernel.decision import Refused
from tests.factories import EquipmentFactory
from tests.habilitations.bodies import partner

DAY = timedelta(days=1)


@pytest.fixture
def body(db, owner):
    with owner():
        found = partner()
        EquipmentFactory(organisation=found.organisation, name="Crèche des Essais")
        return found


def approver(body, person=0):
    with transaction(body.principal) as at:
        line = next(one for one in seat_lines(body.organisation.id, at, service="afas", profile="D3") if one.scope_id)
        assert line.maximum == 1
        terms = member_in_convention(body.people[person].id, "afas", "D3", at).terms
        purpose = next(code for code, usable in purposes_of(terms, "D3").items() if usable)
        wish = Wish(body.people[person].person_id, "afas", "D3", purpose, scope_id=line.scope_id)
        return grant(wish, actor=body.principal, at=at)


def replaced(body, right, person=1, days=9, start=None):
    with transaction(body.principal) as at:
        absence = Absence(body.people[person].person_id, start, at + days * DAY, "congés")
        return stand_in(right.id, absence, actor=body.principal, at=at)


def decided(body, person, after=timedelta(0)):
    with transaction(body.principal) as at:
        member = member_in_convention(body.people[person].id, "afas", "D3", at + after)
        return rights.decide(member.facts, at + after)


def used(body, after=timedelta(0), profile="D3"):
    with transaction(body.principal) as at:
        lines = seat_lines(body.organisation.id, at + after, service="afas", profile=profile)
        return sum(line.used for line in lines)


def test_the_only_seat_goes_to_the_stand_in_and_comes_back_by_itself(body):
    right = approver(body)

    replaced(body, right)

    assert decided(body, 1)
    assert "en remplacement de" in str(decided(body, 1).chain)
    assert decided(body, 0).code == "habilitation_suspended"
    assert decided(body, 0, 10 * DAY)
    assert decided(body, 1, 10 * DAY).code == "habilitation_expired"
    assert [used(body, day * DAY) for day in (0, 5, 8, 10, 40)] == [1, 1, 1, 1, 1]


def test_without_a_replacement_the_second_approver_is_refused(body):
    """The negative control: the ceiling of one is what the replacement goes through."""
    approver(body)

    with pytest.raises(Refused) as refused:
        approver(body, person=1)
    assert refused.value.decision.code == "seats_exhausted"


def test_a_replacement_to_come_changes_nothing_before_its_day(body):
    right = approver(body)
    with transaction(body.principal) as at:
        start = at + 3 * DAY
    replaced(body, right, start=start)

    assert decided(body, 0)
    assert decided(body, 1).code == "habilitation_future"
    assert decided(body, 1, 4 * DAY)
    assert [used(body, day * DAY) for day in (0, 4, 10)] == [1, 1, 1]


def test_a_replacement_ended_early_gives_the_right_back_at_once(body):
    right = approver(body)
    opened = replaced(body, right)

    with transaction(body.principal) as at:
        end_stand_in(opened.id, actor=body.principal, at=at + timedelta(seconds=1))

    assert decided(body, 0, timedelta(seconds=2))
    assert not decided(body, 1, timedelta(seconds=2))
    assert used(body, timedelta(seconds=2)) == used(body, 30 * DAY) == 1
    with transaction(body.principal):
        slots = SeatHold.objects.filter(habilitation_id=right.id).exclude(period__isempty=True)
        assert {hold.slot for hold in slots} == {1, *slots.values_list("slot", flat=True)}


def test_the_stand_in_falls_with_the_right_it_replaces(body):
    right = approver(body)
    replaced(body, right)

    with transaction(body.principal) as at:
        withdraw(right.id, actor=body.principal, at=at + timedelta(seconds=1), cause="départ")

    assert not decided(body, 0, timedelta(seconds=2))
    assert not decided(body, 1, timedelta(seconds=2))
    assert used(body, timedelta(seconds=2)) == 0


def test_withdrawing_the_stand_in_gives_the_right_back(body):
    right = approver(body)
    opened = replaced(body, right)

    with transaction(body.principal) as at:
        withdraw(opened.id, actor=body.principal, at=at + timedelta(seconds=1), cause="départ")

    assert decided(body, 0, timedelta(seconds=2))


def test_a_refused_replacement_writes_nothing(body):
    right = approver(body)
    before = (Habilitation.objects.count(), SeatHold.objects.count())

    for person, days, code in (
        (0, 9, "stand_in_same_person"),
        (1, 200, "stand_in_too_long"),
        (1, 0, "stand_in_outside_right"),
    ):
        with pytest.raises(Refused) as refused:
            replaced(body, right, person=person, days=days)
        assert refused.value.decision.code == code

    assert (Habilitation.objects.count(), SeatHold.objects.count()) == before


def test_the_cap_on_people_counts_the_stand_in_once(body):
    right = approver(body)
    before = used(body, profile="*")

    replaced(body, right)

    with transaction(body.principal) as at:
        terms = member_in_convention(body.people[0].id, "afas", "D3", at).terms
        assert any(term.body.profile == "*" for term in terms.of(Seats))
    assert before == 1
    assert used(body, profile="*") <= 2
    assert timezone.now()
