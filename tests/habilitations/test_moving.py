"""MCP-23: a departure and a change of function in one act, with what falls shown before; R01: a copy passes every rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from socle.database.transactions import transaction
from socle.habilitations.actions.copying import copy_rights
from socle.habilitations.actions.granting import Wish
from socle.habilitations.actions.leaving import Departure, depart
from socle.habilitations.actions.moving import Move, move
from socle.habilitations.actions.standing_in import Absence, stand_in
from socle.habilitations.domain.perimeter import Perimeter
from socle.habilitations.models import Delegation, Group, GroupMember, Habilitation
from socle.habilitations.queries.falls import falls_of, lasting_rights
from socle.kernel.decision import Refused
from socle.organismes.models import Membership
from socle.site import panels
from tests.browsing import browser_of, check_page
from tests.factories import actor_of
from tests.habilitations.bodies import confirmed, opened, partner
from tests.habilitations.test_delegating import T2, in_force, named
from tests.journal import staged

pytestmark = pytest.mark.django_db
TARIF = "tarif-selon-quotient"


@pytest.fixture(autouse=True)
def _panels() -> None:
    panels.hand_in()


@pytest.fixture
def body(owner):
    with owner():
        return partner(people=4)


def left(body, person, **changes):
    with transaction(body.principal) as at:
        return depart(Departure(person.id, **changes), actor=confirmed(body.principal, at), at=at)


def refused(body, act) -> str:
    with pytest.raises(Refused) as refusal, transaction(body.principal) as at:
        act(confirmed(body.principal, at), at)
    return refusal.value.decision.code


def test_what_falls_is_what_then_falls(body, owner):
    one, other = body.people[:2]
    opened(body, one)
    top = named(body, body.principal, one, may_pass_on=True)
    child = named(body, actor_of(one, "delegate"), other, T2)
    with owner():
        group = Group.objects.create(
            organisation=body.organisation, name="Régie", created_by_id=one.person_id, created_at=one.joined_at
        )
        GroupMember.objects.create(
            organisation=body.organisation,
            group=group,
            membership=one,
            period=(one.joined_at, None),
            added_by_id=one.person_id,
            added_at=one.joined_at,
        )
    with transaction(body.principal) as at:
        falls = falls_of(one, at)
    assert ([row.profile for row in falls.rights], falls.seats, falls.groups) == (["T2"], 1, ("Régie",))
    assert ({row.id for row in falls.roles}, {row.id for row in falls.below}) == ({top.id}, {child.id})

    left(body, one, reason="mutation")

    with transaction(body.principal) as at:
        after = falls_of(one, at)
    assert (after.rights, after.seats, after.roles, after.below, after.groups) == ((), 0, (), (), ())
    assert in_force(top, child) == set()


def test_a_named_colleague_takes_over_what_hung_below(body, owner):
    one, other, heir = body.people[:3]
    top = named(body, body.principal, one, may_pass_on=True)
    child = named(body, actor_of(one, "delegate"), other, T2)

    left(body, one, successor_id=heir.person_id, handed=frozenset({top.id}))

    with owner():
        taken = Delegation.objects.get(membership=heir, role="delegate")
        child.refresh_from_db()
    assert in_force(top, child, taken) == {child.id, taken.id}
    assert child.parent_id == taken.id
    assert (taken.services, taken.may_pass_on) == (["cdap"], True)


def test_nobody_takes_over_more_than_they_may_hold(body):
    one, heir = body.people[:2]
    top = named(body, body.principal, one)
    stranger = Departure(one.id, successor_id=one.person_id, handed=frozenset({top.id}))
    other = Departure(heir.id, successor_id=one.person_id, handed=frozenset({top.id}))
    assert refused(body, lambda actor, at: depart(stranger, actor=replace(actor, membership_id=one.id), at=at)) in {
        "to_oneself",
        "superior_or_peer",
        "may_not_pass_on",
        "people_not_registered",
    }
    with pytest.raises(Delegation.DoesNotExist), transaction(body.principal) as at:
        depart(other, actor=confirmed(body.principal, at), at=at)
    assert in_force(top) == {top.id}


def test_a_departure_asks_for_a_recent_confirmation(body):
    def act(actor, at):
        depart(Departure(body.people[0].id), actor=replace(actor, step_up_at=None), at=at)

    assert refused(body, act) == "step_up_required"


def test_the_page_shows_what_falls_then_records_it(body, owner):
    one, heir = body.people[:2]
    opened(body, one)
    named(body, body.principal, one)
    browser = browser_of(confirmed(body.principal))
    assert "depart/" in check_page(browser.get(f"/personnes/{one.person_id}/"))
    where = f"/personnes/{one.person_id}/depart/"

    page = check_page(browser.get(where))
    assert "CDAP T2, Prestataires de services sociaux" in page
    assert "Qui reprend ses délégations" in page
    chosen = check_page(browser.get(where, {"successeur": str(heir.person_id)}))
    assert "Reprise proposée" in chosen
    itself = check_page(browser.get(where, {"successeur": str(body.principal.person_id)}))
    assert "Refusé" in itself
    with owner():
        row = Delegation.objects.get(membership=one)
    said = {"reason": "retraite", "successeur": str(heir.person_id), "passer": [str(row.id)]}
    assert browser.post(where, said).status_code == 302
    with owner():
        assert Delegation.objects.filter(membership=heir, role="delegate").exists()
        assert Membership.objects.get(id=one.id).left_at
    assert browser.get(where).status_code == 404


def test_without_confirmation_the_page_asks_for_it_and_nothing_is_done(body, owner):
    browser = browser_of(replace(body.principal, step_up_at=None))
    where = f"/personnes/{body.people[0].person_id}/depart/"
    assert "Confirmer mon identité" in check_page(browser.get(where))
    assert browser.post(where, {"reason": ""}).status_code == 303
    with owner():
        assert Membership.objects.get(id=body.people[0].id).left_at is None


def moved(body, person, **changes) -> None:
    with transaction(body.principal) as at:
        wish = Move(person, changes.pop("function", "régisseur"), "", tuple(person.service_traits), **changes)
        move(wish, actor=confirmed(body.principal, at), at=at)


def test_a_change_of_function_keeps_removes_and_replaces_in_one_act(body, owner):
    one = body.people[0]
    right = opened(body, one)

    moved(body, one, removed=frozenset({right.id}))

    with owner():
        right.refresh_from_db()
        one.refresh_from_db()
    assert right.cause == "changement de fonction ou de service"
    assert one.function == "régisseur"


def test_the_seat_a_right_frees_serves_the_one_that_replaces_it(owner):
    with owner():
        body = partner(people=1, replaced={"max = 12": "max = 1"})
    one = body.people[0]
    right = opened(body, one)
    new = Wish(one.person_id, "cdap", "T2", TARIF)

    moved(body, one, replaced={right.id: new})

    with transaction(body.principal) as at:
        assert len(lasting_rights(one.id, at)) == 1


def test_one_refusal_and_nothing_changes(body, owner):
    one = body.people[0]
    right = opened(body, one)
    closed = Wish(one.person_id, "cdap", "T1", TARIF)

    assert refused(
        body, lambda actor, at: move(Move(one, "chef", "", (), replaced={right.id: closed}), actor=actor, at=at)
    )

    with owner():
        right.refresh_from_db()
        one.refresh_from_db()
    assert right.withdrawn_at is None
    assert one.function != "chef"


def test_the_pages_of_a_change_check_then_record(body, owner):
    one = body.people[0]
    right = opened(body, one)
    browser = browser_of(confirmed(body.principal))
    where = f"/personnes/{one.person_id}/changement/"
    assert "le garder" in check_page(browser.get(where))
    said = {
        "function": "régisseur",
        "service": "",
        "service_traits": one.service_traits,
        f"droit-{right.id}": "retirer",
    }

    assert "prend fin : CDAP T2" in check_page(browser.post(where, said))
    assert "selected" in check_page(browser.post(where, said | {"corriger": "1"}))
    with owner():
        right.refresh_from_db()
    assert right.withdrawn_at is None
    twice = said | {f"droit-{right.id}": f"cdap:T2:{TARIF}:"}
    assert "s&#x27;ouvre : CDAP T2" in check_page(browser.post(where, twice))
    assert browser.post(where, said | {"confirmer": "1"}).status_code == 302
    check_page(browser.post(where, {"function": ""}))
    with owner():
        right.refresh_from_db()
    assert right.withdrawn_at


def test_a_copy_opens_what_the_rule_allows_and_says_why_not(owner):
    with owner():
        body = partner(people=3, replaced={"max = 12": "max = 2"})
    one, other, third = body.people
    source = opened(body, one)
    with transaction(body.principal) as at:
        first = copy_rights([source], other.person_id, actor=confirmed(body.principal, at), at=at)
        second = copy_rights([source], third.person_id, actor=confirmed(body.principal, at), at=at)
    assert (first[0].decision.allowed, first[0].seats) == (True, (2,))
    assert second[0].decision.code == "seats_exhausted"


@pytest.mark.parametrize("who", ["delegate", "user", "self"])
def test_a_copy_gives_nobody_what_a_grant_would_refuse(body, who):
    one, other, third = body.people[:3]
    source = opened(body, one)
    if who == "delegate":
        named(body, body.principal, third, Perimeter(services=frozenset({"afas"})))
    actor = actor_of(third, "delegate") if who == "delegate" else actor_of(third)
    target = third if who == "self" else other
    with transaction(actor) as at:
        (copied,) = copy_rights([source], target.person_id, actor=confirmed(actor, at), at=at)
    assert copied.decision.code in {"outside_perimeter", "not_manager", "to_oneself"}
    assert staged("habilitation:right:refused") == 1


def test_the_page_of_a_copy_previews_and_leaves_nothing(body, owner):
    one, other = body.people[:2]
    source = opened(body, one)
    browser = browser_of(confirmed(body.principal))
    where = f"/personnes/{other.person_id}/copie/"
    assert one.person.name in check_page(browser.get(where))
    page = check_page(browser.get(where, {"de": str(one.person_id)}))
    assert "siège n° 2" in page
    assert "CDAP T2, Prestataires de services sociaux" in page
    with owner():
        assert not Habilitation.objects.filter(membership=other).exists()
    assert "aucun droit à copier" in check_page(browser.get(where, {"de": str(body.people[2].person_id)}))

    assert browser.post(where, {"de": str(one.person_id), "droits": [str(source.id)]}).status_code == 302
    with owner():
        assert Habilitation.objects.filter(membership=other).count() == 1
    refusal = browser.post(where, {"de": str(one.person_id), "droits": [str(source.id)]})
    assert refusal.status_code == 302
    assert staged("habilitation:right:refused") == 1


def test_a_departure_says_which_replacements_end_and_who_takes_back_their_right(body):
    one, other = body.people[:2]
    right = opened(body, one)
    with transaction(body.principal) as at:
        absence = Absence(other.person_id, None, at + timedelta(days=9), "congés")
        stand_in(right.id, absence, actor=confirmed(body.principal, at), at=at)
    browser = browser_of(confirmed(body.principal))
    leaving = check_page(browser.get(f"/personnes/{one.person_id}/depart/"))
    assert f"{other.person.name} ne remplace plus : CDAP T2" in leaving
    back = check_page(browser.get(f"/personnes/{other.person_id}/depart/"))
    assert f"{one.person.name} reprend son droit : CDAP T2" in back

    left(body, one)

    with transaction(body.principal) as at:
        assert falls_of(other, at).rights == ()
