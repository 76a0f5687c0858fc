"""Saved views: a name on filters, for oneself or for the managers; never a right (MCP-22)."""

from __future__ import annotations

import pytest

from socle.database.transactions import transaction
from socle.habilitations.actions.views import NewView, remove_view, save_view
from socle.habilitations.domain.exporting import Listed
from socle.habilitations.domain.views import MOST_VIEWS
from socle.habilitations.models import SavedView
from socle.habilitations.queries.views import views_of
from socle.kernel.decision import Refused
from tests.browsing import browser_of, check_page
from tests.factories import MembershipFactory, actor_of
from tests.habilitations.bodies import give_role, partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(owner):
    with owner():
        return partner(people=2)


@pytest.fixture
def suppleant(commune, owner):
    with owner():
        return give_role(MembershipFactory(organisation=commune.organisation), "suppleant", commune.convention)


@pytest.fixture
def delegate(commune, owner):
    with owner():
        return give_role(MembershipFactory(organisation=commune.organisation), "delegate", commune.convention)


def kept(actor, name="Ma vue", *, listed=Listed.RIGHTS, query="profil=T2", is_shared=False):
    with transaction(actor) as at:
        return save_view(NewView(listed, name, query, is_shared), actor=actor, at=at)


def names(actor, listed=None):
    with transaction(actor):
        return [view.name for view in views_of(actor, listed)]


def test_filters_are_named_from_the_page_and_found_above_it(commune):
    browser = browser_of(commune.principal)
    listed = check_page(browser.get("/habilitations/", {"profil": "T2", "q": ""}))
    assert "/habilitations/vues/droits/?profil=T2" in listed

    answer = browser.post("/habilitations/vues/droits/?profil=T2&suite=abc&inconnu=1", {"nom": "Tarifs"})

    assert answer["Location"] == "/habilitations/?profil=T2"
    page = check_page(browser.get("/habilitations/", {"profil": "T2"}))
    assert '<a href="/habilitations/?profil=T2" aria-current="true">Tarifs' in page


@pytest.mark.parametrize(
    ("what", "page", "query"),
    [
        ("matrice", "/habilitations/matrice/", "etat=held&colonnes=cdap%3AT2%3A&colonnes=afas%3AD1%3A"),
        ("droits", "/habilitations/", "service=cdap"),
        ("personnes", "/personnes/", "q=martin"),
        ("sieges", "/sieges/", "as_of=2026-01-01"),
    ],
)
def test_each_list_keeps_its_own_views(commune, what, page, query):
    browser = browser_of(commune.principal)

    answer = browser.post(f"/habilitations/vues/{what}/?{query}", {"nom": "Une vue"})

    assert answer["Location"] == f"{page}?{query}"
    assert "Une vue" in check_page(browser.get(page))
    others = {"/habilitations/", "/habilitations/matrice/", "/sieges/"} - {page}
    assert all("Une vue" not in check_page(browser.get(other)) for other in others)


def test_a_shared_view_is_seen_by_the_other_managers_and_by_nobody_elsewhere(commune, suppleant, owner):
    with owner():
        other = partner(people=1)
        colleague = MembershipFactory(organisation=commune.convention.organisation)
        supervisor = give_role(colleague, "caisse_supervisor", commune.convention)
    kept(commune.principal, "Pour tous", is_shared=True)
    kept(commune.principal, "Pour moi")

    assert names(commune.principal) == ["Pour moi", "Pour tous"]
    assert names(suppleant) == ["Pour tous"]
    assert names(other.principal) == []
    assert names(supervisor) == []


def test_the_database_alone_hides_a_view_that_is_not_shared(commune, suppleant):
    """The negative control: read without the query's own condition, the row is still not there."""
    kept(commune.principal, "Pour moi")

    with transaction(suppleant):
        assert list(SavedView.objects.all()) == []
    with transaction(commune.principal):
        assert SavedView.objects.count() == 1


def test_one_name_once_and_not_too_many(commune, suppleant):
    kept(commune.principal, "Tarifs", is_shared=True)

    with pytest.raises(Refused, match="s'appelle déjà"):
        kept(suppleant, "tarifs")
    for rank in range(MOST_VIEWS - 1):
        kept(commune.principal, f"vue {rank}")
    with pytest.raises(Refused, match=f"déjà {MOST_VIEWS} vues"):
        kept(commune.principal, "une de trop")
    assert kept(commune.principal, "Tarifs", listed=Listed.MATRIX).name == "Tarifs"


def test_the_page_says_why_a_name_is_refused_and_keeps_it(commune):
    kept(commune.principal, "Tarifs")
    browser = browser_of(commune.principal)

    page = check_page(browser.post("/habilitations/vues/droits/?profil=T2", {"nom": "Tarifs", "partagee": "on"}))

    assert "s&#x27;appelle déjà" in page
    assert 'value="Tarifs"' in page
    assert "Donnez un nom" in check_page(browser.post("/habilitations/vues/droits/", {"nom": " "}))


def test_a_view_is_removed_by_its_author_and_a_shared_one_by_an_administrator(commune, suppleant, delegate):
    own = kept(delegate, "À moi", is_shared=True)
    lasting = kept(commune.principal, "Du principal", is_shared=True)

    with pytest.raises(Refused, match="quelqu'un d'autre"), transaction(delegate) as at:
        remove_view(lasting.id, actor=delegate, at=at)
    answer = browser_of(suppleant).post(f"/habilitations/vues/{own.id}/supprimer/")

    assert answer["Location"] == "/habilitations/vues/"
    assert names(commune.principal) == ["Du principal"]
    page = check_page(browser_of(delegate).get("/habilitations/vues/"))
    assert "Pourquoi" in page


def test_a_view_of_another_body_cannot_even_be_named(commune, owner):
    with owner():
        other = partner(people=1)
    view = kept(commune.principal, is_shared=True)

    assert browser_of(other.principal).post(f"/habilitations/vues/{view.id}/supprimer/").status_code == 404
    assert names(commune.principal) == ["Ma vue"]


def test_a_view_opens_no_right(commune):
    user = browser_of(actor_of(commune.people[0]))

    assert user.post("/habilitations/vues/droits/?profil=T2", {"nom": "x"}).status_code == 403
    assert user.get("/habilitations/vues/").status_code == 403
    assert browser_of(commune.principal).get("/habilitations/vues/tout/").status_code == 404


def test_no_view_yet_says_how_to_make_one(commune):
    page = check_page(browser_of(commune.principal).get("/habilitations/vues/"))

    assert "Aucune vue enregistrée" in page
