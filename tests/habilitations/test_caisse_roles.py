"""MCP-20, MCP-24, MCP-32: the caisse enrols its own people and gives them their roles, through the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from socle.database.transactions import transaction
from socle.habilitations.actions.caisse_roles import end_caisse_role, give_caisse_role
from socle.habilitations.models import Delegation
from socle.kernel.decision import Refused
from socle.notifications.models import Message
from socle.organismes.models import Membership, Organisation
from socle.site import panels
from tests.browsing import browser_of, check_page
from tests.factories import MembershipFactory, actor_of, signed
from tests.habilitations.bodies import confirmed, give_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _panels() -> None:
    panels.hand_in()


@pytest.fixture
def admin(owner):
    with owner():
        convention = signed()
        caisse = Organisation.objects.get(id=convention.organisation_id)
        member = MembershipFactory(organisation=caisse)
        Delegation.objects.create(
            organisation=caisse,
            membership=member,
            role="caisse_admin",
            period=(member.joined_at, None),
            granted_at=member.joined_at,
        )
        return confirmed(actor_of(member, "caisse_admin"))


def given(actor, member, role="caisse_supervisor"):
    with transaction(actor) as at:
        return give_caisse_role(member.person_id, role, actor=confirmed(actor, at), at=at)


def refused(act) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.decision.code


def test_a_new_person_of_the_caisse_is_enrolled_and_given_a_role(admin, owner):
    browser = browser_of(admin)
    card = {
        "first_name": "Nora",
        "last_name": "Fictive",
        "function": "contrôleuse",
        "email": "nora.fictive@caisse.example",
    }
    assert browser.post("/personnes/nouvelle/", card).status_code == 302
    with owner():
        nora = Membership.objects.get(email=card["email"])
    page = check_page(browser.get("/roles-de-la-caisse/", {"q": "Nora"}))
    assert "Nora Fictive" in page
    check_page(browser.post("/roles-de-la-caisse/", {"role": "dpo"}))
    said = {"personne": str(nora.person_id), "role": "caisse_supervisor"}
    assert browser.post("/roles-de-la-caisse/", said).status_code == 302
    with owner():
        role = Delegation.objects.get(membership=nora)
        kinds = set(Message.objects.filter(recipient=nora.email).values_list("kind", flat=True))
    assert kinds == {"habilitation:role_given", "account:activation"}

    where = f"/roles-de-la-caisse/{role.id}/retirer/"
    check_page(browser.get(where))
    check_page(browser.post(where, {"motif": ""}))
    assert browser.post(where, {"motif": "mutation"}).status_code == 302
    with owner():
        Membership.objects.filter(id=nora.id).update(joined_at=nora.joined_at - timedelta(days=1))
    assert "Quitte la caisse" in check_page(browser.get(f"/personnes/{nora.person_id}/"))
    assert browser.post(f"/personnes/{nora.person_id}/depart/", {"reason": ""}).status_code == 302


def test_nobody_gives_a_role_to_a_stranger_nor_to_themself(admin, owner):
    with owner():
        stranger, own = MembershipFactory(), Membership.objects.get(id=admin.membership_id)
        colleague = actor_of(MembershipFactory(organisation_id=admin.organisation_id), "caisse_supervisor")
    assert refused(lambda: given(admin, stranger)) == "not_of_the_caisse"
    assert refused(lambda: given(admin, own)) == "to_oneself"
    assert refused(lambda: given(colleague, own)) == "not_caisse_admin"
    assert refused(lambda: given(admin, stranger, "principal")) == "not_a_caisse_role"


def test_the_last_administrator_stays_and_partners_roles_are_not_ended_here(admin, owner):
    with owner():
        other = MembershipFactory(organisation_id=admin.organisation_id)
        partner_role = give_role(MembershipFactory(), "principal", signed("pajemploi-mcp"))
        row = Delegation.objects.get(membership_id=partner_role.membership_id)
        chief = confirmed(actor_of(other, "caisse_admin"))
    second = given(admin, other, "caisse_admin")

    def end(actor, delegation_id):
        with transaction(actor) as at:
            end_caisse_role(delegation_id, actor=confirmed(actor, at), at=at, cause="x")

    with owner():
        first = Delegation.objects.get(membership_id=admin.membership_id)
    end(admin, second.id)
    assert refused(lambda: end(chief, first.id)) == "last_administrator"
    with pytest.raises(Delegation.DoesNotExist):
        end(admin, row.id)
