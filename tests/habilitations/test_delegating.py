"""MCP-22: a responsable is named inside the grantor's own perimeter; what was passed on falls with it, rights stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from socle.database.transactions import transaction
from socle.habilitations.actions.delegating import DelegationWish, change, delegate, take_back
from socle.habilitations.actions.departing import end_rights_of
from socle.habilitations.actions.granting import Wish, grant
from socle.habilitations.domain.perimeter import Perimeter
from socle.habilitations.models import Delegation, Habilitation
from socle.kernel.decision import Refused
from socle.notifications.models import Message
from tests.browsing import browser_of, check_page
from tests.conftest import acting_as
from tests.factories import EquipmentFactory, actor_of
from tests.habilitations.bodies import caisse_admin, confirmed, partner
from tests.journal import staged

pytestmark = pytest.mark.django_db
CDAP = Perimeter(services=frozenset({"cdap"}))
T2 = Perimeter(profiles=frozenset({"cdap:T2"}))


@pytest.fixture
def body(owner):
    with owner():
        return partner(people=4)


def named(body, actor, person, perimeter=CDAP, **changes) -> Delegation:
    with transaction(actor) as at:
        return delegate(DelegationWish(person.person_id, perimeter, **changes), actor=confirmed(actor, at), at=at)


def refused(actor, person, perimeter=CDAP, **changes) -> str:
    with pytest.raises(Refused) as refusal, transaction(actor) as at:
        delegate(DelegationWish(person.person_id, perimeter, **changes), actor=confirmed(actor, at), at=at)
    assert refusal.value.act.tag == "habilitation:delegation:refused"
    return refusal.value.decision.code


def in_force(*rows) -> set:
    with acting_as("socle_owner"):
        return set(
            Delegation.objects.filter(id__in=[row.id for row in rows], period__endswith=None, withdrawn_at=None)
            .exclude(period__isempty=True)
            .values_list("id", flat=True)
        )


def given(actor, person) -> Habilitation:
    with transaction(actor) as at:
        wish = Wish(person.person_id, "cdap", "T2", "tarif-selon-quotient")
        return grant(wish, actor=confirmed(actor, at), at=at)


def test_the_principal_names_a_responsable_who_then_gives_inside(body, owner):
    one, other = body.people[:2]

    row = named(body, body.principal, one)
    right = given(actor_of(one, "delegate"), other)

    assert right.delegation_id == row.id
    assert staged("habilitation:delegation:granted") == 1
    with owner():
        kinds = set(Message.objects.filter(recipient=one.email).values_list("kind", flat=True))
    assert kinds == {"habilitation:role_given", "account:activation"}


def test_a_responsable_passes_on_only_inside_and_only_when_allowed(body):
    one, other, third = body.people[:3]
    named(body, body.principal, one, may_pass_on=True)
    responsable = actor_of(one, "delegate")

    assert refused(responsable, other, Perimeter()) == "wider_than_held"
    assert refused(responsable, other, Perimeter(services=frozenset({"afas"}))) == "wider_than_held"
    assert refused(responsable, one, T2) == "to_oneself"
    child = named(body, responsable, other, T2)
    assert child.parent_id is not None
    assert refused(actor_of(other, "delegate"), third, T2) == "may_not_pass_on"
    assert refused(responsable, other, T2) == "superior_or_peer"


def test_nobody_reaches_a_superior_nor_another_body(body, owner):
    one = body.people[0]
    named(body, body.principal, one, may_pass_on=True)
    with owner():
        stranger = partner(people=1).people[0]
        chief = (
            Delegation.objects.select_related("membership").get(membership_id=body.principal.membership_id).membership
        )
    assert refused(body.principal, stranger) == "not_in_organisation"
    assert refused(actor_of(one, "delegate"), chief, T2) == "superior_or_peer"
    assert refused(actor_of(body.people[1]), body.people[2]) in {
        "superior_or_peer",
        "may_not_pass_on",
        "power_not_held",
    }


def test_a_delegation_never_lasts_longer_than_its_own(body):
    one, other = body.people[:2]
    with transaction(body.principal) as at:
        end = at + timedelta(days=30)
    named(body, body.principal, one, may_pass_on=True, valid_to=end)
    responsable = actor_of(one, "delegate")
    assert refused(responsable, other, T2) == "longer_than_held"
    assert refused(responsable, other, T2, valid_to=end - timedelta(days=60)) == "period_past"
    assert named(body, responsable, other, T2, valid_to=end).period.upper == end


@pytest.mark.parametrize(
    "perimeter",
    [
        Perimeter(services=frozenset({"inconnu"})),
        Perimeter(profiles=frozenset({"cdap:T99"})),
        Perimeter(scopes=frozenset({uuid4()})),
        Perimeter(groups=frozenset({uuid4()})),
    ],
)
def test_a_perimeter_names_only_what_the_organisation_has(body, perimeter):
    assert refused(body.principal, body.people[0], perimeter) == "unknown_perimeter"


def test_without_a_recent_confirmation_nothing_is_named(body):
    with pytest.raises(Refused) as refusal, transaction(body.principal) as at:
        actor = replace(body.principal, step_up_at=None)
        delegate(DelegationWish(body.people[0].person_id, CDAP), actor=actor, at=at)
    assert refusal.value.decision.code == "step_up_required"


def test_taking_back_makes_what_hangs_below_fall_and_keeps_the_rights(body, owner):
    one, other, third = body.people[:3]
    top = named(body, body.principal, one, may_pass_on=True)
    child = named(body, actor_of(one, "delegate"), other, T2)
    right = given(actor_of(other, "delegate"), third)

    with transaction(body.principal) as at:
        fallen = take_back(top.id, actor=confirmed(body.principal, at), at=at, cause="réorganisation")

    assert [row.id for row in fallen.below] == [child.id]
    assert in_force(top, child) == set()
    with owner():
        right.refresh_from_db()
    assert right.withdrawn_at is None


def test_only_who_it_comes_from_takes_it_back(body):
    one, other, third = body.people[:3]
    named(body, body.principal, one)
    row = named(body, body.principal, other)
    for actor in (actor_of(one, "delegate"), actor_of(other, "delegate"), actor_of(third)):
        with pytest.raises(Refused) as refusal, transaction(actor) as at:
            take_back(row.id, actor=confirmed(actor, at), at=at, cause="")
        assert refusal.value.decision.code in {"not_given_by_you", "to_oneself"}
    assert in_force(row) == {row.id}


def test_the_caisse_s_administrators_are_not_taken_back_here(body, owner):
    with owner():
        own = Delegation.objects.get(membership_id=body.principal.membership_id)
    with pytest.raises(Delegation.DoesNotExist), transaction(body.principal) as at:
        take_back(own.id, actor=confirmed(body.principal, at), at=at, cause="")


def test_a_narrower_perimeter_keeps_what_still_fits_and_ends_the_rest(body, owner):
    one, other, third = body.people[:3]
    top = named(body, body.principal, one, Perimeter(), may_pass_on=True)
    with owner():
        equipment = EquipmentFactory(organisation=body.organisation)
    fits = named(body, actor_of(one, "delegate"), other, T2)
    wider = named(body, actor_of(one, "delegate"), third, Perimeter(scopes=frozenset({equipment.id})))

    with transaction(body.principal) as at:
        opened = change(
            top.id,
            DelegationWish(one.person_id, CDAP, may_pass_on=True),
            actor=confirmed(body.principal, at),
            at=at,
        )

    assert in_force(top, fits, wider, opened) == {fits.id, opened.id}
    with owner():
        fits.refresh_from_db()
    assert fits.parent_id == opened.id


def test_the_tree_and_the_sheet_show_who_named_whom(body):
    one, other = body.people[:2]
    top = named(body, body.principal, one, may_pass_on=True)
    child = named(body, actor_of(one, "delegate"), other, T2)
    browser = browser_of(body.principal)

    page = check_page(browser.get("/delegations/"))
    for person in (one, other):
        assert person.person.name in page
    sheet = check_page(browser.get(f"/delegations/{top.id}/"))
    assert other.person.name in sheet
    check_page(browser_of(actor_of(other, "delegate")).get(f"/delegations/{child.id}/"))
    assert "Pourquoi" in check_page(browser_of(actor_of(other, "delegate")).get(f"/delegations/{top.id}/"))


def test_the_pages_name_change_and_take_back(body):
    one = body.people[0]
    browser = browser_of(body.principal)
    assert one.person.name in check_page(browser.get("/delegations/nouvelle/"))
    where = f"/delegations/nouvelle/?personne={one.person_id}"
    check_page(browser.get(where))
    said = {"services": ["cdap"], "transmet": "on"}
    assert "Ce qui va se passer" in check_page(browser.post(where, said))
    assert "checked" in check_page(browser.post(where, said | {"corriger": "1"}))
    opened = browser.post(where, said | {"confirmer": "1"})
    assert opened.status_code == 302

    sheet = opened.headers["Location"]
    check_page(browser.get(f"{sheet}modifier/"))
    narrower = {"profils": ["cdap:T2"]}
    assert "prend fin au même instant" in check_page(browser.post(f"{sheet}modifier/", narrower))
    changed = browser.post(f"{sheet}modifier/", narrower | {"confirmer": "1"}).headers["Location"]
    assert "a pris fin" in check_page(browser.get(sheet))
    assert "Aucune autre délégation" in check_page(browser.get(f"{changed}reprendre/"))
    check_page(browser.post(f"{changed}reprendre/", {"motif": ""}))
    assert browser.post(f"{changed}reprendre/", {"motif": "fin de mission"}).status_code == 302
    assert "Délégations terminées" in check_page(browser.get("/delegations/"))


def test_a_refusal_is_shown_before_anything_is_written(body):
    one, other = body.people[:2]
    named(body, body.principal, one)
    where = f"/delegations/nouvelle/?personne={other.person_id}"
    page = check_page(browser_of(actor_of(one, "delegate")).post(where, {"services": ["cdap"]}))
    assert "Confirmer mon identité" in page
    page = check_page(browser_of(confirmed(actor_of(one, "delegate"))).post(where, {"services": ["cdap"]}), 403)
    assert "ne vous permet pas de nommer" in page


def test_the_caisse_reads_the_tree_of_its_partner(body, owner):
    with owner():
        caisse = caisse_admin(body.convention)
    page = check_page(browser_of(caisse).get("/delegations/", {"organisme": str(body.organisation.id)}))
    assert body.principal.name in page


def test_a_departure_ends_what_the_person_had_passed_on(body):
    one, other = body.people[:2]
    top = named(body, body.principal, one, may_pass_on=True)
    child = named(body, actor_of(one, "delegate"), other, T2)
    with transaction(body.principal) as at:
        end_rights_of(one.id, actor=confirmed(body.principal, at), at=at, cause="départ")
    assert in_force(top, child) == set()
