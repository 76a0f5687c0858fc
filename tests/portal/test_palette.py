"""« Aller à… » (experience.md 6.3): it offers what the actor may reach, and never says that anything else exists."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from socle.kernel.actor import OrganisationKind
from socle.kernel.room import MenuEntry, Room
from socle.organismes.models import Membership
from socle.site import palette, rooms
from tests import factories
from tests.architecture.routes import ROLES
from tests.browsing import browser_of, check_page, middleware

OFFERED = re.compile(r'<a class="s-go-entry"[^>]* href="([^"]+)"')
SIGNED_IN = {role: login for role, login in ROLES.items() if login}


@pytest.fixture
def given_actor(settings) -> None:
    settings.MIDDLEWARE = middleware(settings.MIDDLEWARE)


@pytest.fixture
def colleague(owner) -> Membership:
    with owner():
        person = factories.PersonFactory(first_name="Hugo", last_name="Terrail")
        return factories.MembershipFactory(person=person, function="assistant social", service="CCAS")


@pytest.fixture
def namesake(owner) -> Membership:
    """Somebody of the same name, in another body."""
    with owner():
        person = factories.PersonFactory(first_name="Hugues", last_name="Terrail")
        return factories.MembershipFactory(person=person, function="cadre secret")


def offered(browser: Client, words: str = "", **query: str) -> list[str]:
    answer = browser.get("/aller/", {"q": words, **query})
    assert answer.status_code == 200
    return [unescape(address) for address in OFFERED.findall(answer.content.decode())]


@pytest.mark.parametrize("role", SIGNED_IN)
@pytest.mark.parametrize("words", ["", "ou", "fon", "sai"])
def test_nothing_offered_is_refused(demo, role, words):
    """MCP-22, MCP-23: an entry is offered to those whom its page answers, and to them only."""
    browser = demo.client_of(SIGNED_IN[role])
    addresses = offered(browser, words)
    assert addresses or words
    assert {address: browser.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_an_entry_without_its_permission_would_be_seen(demo, monkeypatch):
    """The negative control of the rule above."""
    open_to_all = Room(name="x", title="x", commands=(MenuEntry("Ouvrir", "habilitations:grant", "key"),))
    monkeypatch.setattr(palette, "ROOMS", (*rooms.ROOMS, open_to_all))
    browser = demo.client_of(SIGNED_IN["user"])
    refused = [address for address in offered(browser) if browser.get(address).status_code == 403]
    assert refused == ["/habilitations/nouvelle/"]


def test_each_role_is_offered_its_acts(demo):
    acts = {role: set(offered(demo.client_of(login))) for role, login in SIGNED_IN.items()}
    granting = {role for role, addresses in acts.items() if "/habilitations/nouvelle/" in addresses}
    assert granting == {"delegate", "principal", "suppleant", "other"}
    enrolling = {role for role, addresses in acts.items() if "/personnes/nouvelle/" in addresses}
    assert enrolling == {"principal", "suppleant", "admin", "other"}


def test_groups_conventions_and_partners_are_found_by_their_name(demo):
    principal, admin = demo.client_of(SIGNED_IN["principal"]), demo.client_of(SIGNED_IN["admin"])
    assert any(address.startswith("/conventions/") for address in offered(principal, "saint-aubin"))
    partners = [address for address in offered(admin, "saint-aubin") if address.startswith("/supervision/partenaires/")]
    assert partners
    assert partners[0] not in offered(principal, "saint-aubin")


@pytest.mark.django_db
@pytest.mark.usefixtures("given_actor")
def test_a_person_is_found_by_name_with_their_function(colleague):
    browser = browser_of(factories.actor_of(colleague, "principal"))
    page = check_page(browser.get("/aller/", {"q": "terr hug"}))
    assert f"/personnes/{colleague.person_id}/" in page
    assert "assistant social, CCAS" in page


@pytest.mark.django_db
@pytest.mark.usefixtures("given_actor")
@pytest.mark.parametrize("form", [{}, {"fragment": "1"}])
def test_another_body_is_answered_as_if_the_person_did_not_exist(colleague, namesake, form):
    browser = browser_of(factories.actor_of(colleague, "principal"))
    absent = browser.get("/aller/", {"q": "Hugues Terrail", **form}).content.decode()
    unknown = browser.get("/aller/", {"q": "Zzzzzz Terrail", **form}).content.decode()
    cells = re.compile(r"[0-9a-f]{32}|[0-9A-Za-z]{64}|Hugues|Zzzzzz")
    assert cells.sub("", absent) == cells.sub("", unknown)
    assert "cadre secret" not in absent
    theirs = browser_of(factories.actor_of(namesake, "principal"))
    assert offered(theirs, "Hugues Terrail", **form) == [f"/personnes/{namesake.person_id}/"]


@pytest.mark.django_db
@pytest.mark.usefixtures("given_actor")
def test_who_may_not_list_people_is_offered_none_and_told_so(colleague):
    browser = browser_of(factories.actor_of(colleague))
    page = check_page(browser.get("/aller/", {"q": "terrail"}))
    assert str(colleague.person_id) not in page
    assert "ne sont proposées qu'à ceux qui gèrent" in unescape(page)
    assert 'href="/aller/">Tout afficher' in page


@pytest.mark.django_db
@pytest.mark.usefixtures("given_actor")
def test_a_caisse_is_offered_no_partner_it_signed_nothing_with(owner, colleague):
    with owner():
        caisse = factories.OrganisationFactory(kind=OrganisationKind.CAISSE, legal_name="Caf d'Essai (fictive)")
        agent = factories.MembershipFactory(organisation=caisse)
    browser = browser_of(factories.actor_of(agent, "caisse_admin"))
    assert offered(browser, colleague.organisation.legal_name) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("given_actor")
def test_many_namesakes_are_cut_and_take_no_more_statements_than_one(owner, colleague):
    browser = browser_of(factories.actor_of(colleague, "principal"))
    with CaptureQueriesContext(connection) as one:
        assert len(offered(browser, "terrail")) == 1
    with owner():
        for _ in range(20):
            person = factories.PersonFactory(last_name="Terrail")
            factories.MembershipFactory(person=person, organisation=colleague.organisation)
    with CaptureQueriesContext(connection) as many:
        assert len(offered(browser, "terrail")) == 8
    assert len(many) == len(one)


@pytest.mark.django_db
@pytest.mark.usefixtures("given_actor")
def test_words_need_neither_accents_nor_order(colleague):
    browser = browser_of(factories.actor_of(colleague, "principal"))
    assert offered(browser, "groupe creer") == ["/groupes/nouveau/"]
    assert offered(browser, "%_'\"<>") == []
    assert offered(browser, "x" * 5000) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("given_actor")
def test_the_options_of_the_field_are_those_of_the_page(colleague):
    browser = browser_of(factories.actor_of(colleague, "principal"))
    options = browser.get("/aller/", {"q": "e", "fragment": "1"}).content.decode()
    assert offered(browser, "e", fragment="1") == offered(browser, "e") != []
    assert options.count('role="option"') == len(offered(browser, "e"))
    assert "<html" not in options
    identifiers = re.findall(r' id="([^"]+)"', options)
    assert len(identifiers) == len(set(identifiers))
