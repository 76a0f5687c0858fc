"""The workshop at the browser: from a model or over a convention, by forms, both sides, no lost update (MCP-05)."""

from __future__ import annotations

import re

import pytest

from socle.conventions import catalogue
from socle.conventions.models import Act, Draft
from socle.database.transactions import transaction
from tests import factories
from tests.browsing import browser_of, check_page

pytestmark = pytest.mark.django_db
SEATS = {"service": "cdap", "profile": "T2", "per": "convention", "counts": "rights", "max": "9"}
SAYS = {"clause": "bulletin CDAP, 2", "says": "Neuf personnes au plus."}


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("&#x27;", "'")


@pytest.fixture
def caisse(caisse_admin):
    return browser_of(caisse_admin)


@pytest.fixture
def opened(caisse, convention) -> str:
    answer = caisse.post(f"/conventions/{convention.id}/avenants/nouveau/", {"titre": "Neuf sièges"})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def test_an_avenant_is_written_by_a_form_and_shows_both_texts(caisse, opened) -> None:
    asked = check_page(caisse.get(f"{opened}termes/sieges-cdap-t2/"))
    assert 'value="12"' in asked
    answer = caisse.post(f"{opened}termes/sieges-cdap-t2/", SEATS | SAYS | {"version": "1"})
    assert answer["Location"] == opened

    page = text_of(check_page(caisse.get(opened)))
    for said in ("12 9", "modifié", "Personne ne perd d'accès", "version 2", "en rédaction"):
        assert said in page, said


def test_an_error_stands_next_to_its_field_and_writes_nothing(caisse, opened, caisse_admin) -> None:
    address = f"{opened}termes/sieges-cdap-t2/"
    page = check_page(caisse.post(address, SEATS | SAYS | {"version": "1", "max": "neuf"}), 422)
    assert "n’est pas un nombre entier" in page
    assert 'id="id_max_error"' in page
    with transaction(caisse_admin):
        assert Draft.objects.get().version == 1


def test_who_comes_late_sees_both_texts(caisse, opened) -> None:
    address = f"{opened}termes/sieges-cdap-t2/"
    caisse.post(address, SEATS | SAYS | {"version": "1"})
    page = check_page(caisse.post(address, SEATS | SAYS | {"version": "1", "max": "7"}), 409)
    assert "max = 9" in page
    assert "max = 7" in page
    assert "gardés tous les deux" in page


def test_a_term_is_ended_added_or_left_alone(caisse, opened) -> None:
    caisse.post(f"{opened}termes/sieges-cdap-t2/", {"geste": "finir", "version": "1"})
    page = text_of(check_page(caisse.get(opened)))
    assert "terminé" in page
    chosen = caisse.get(f"{opened}choix/", {"nature": "fee", "terme": "prix-annuel"})
    assert chosen["Location"].endswith("termes/prix-annuel/?nature=fee")
    check_page(caisse.get(chosen["Location"]))
    fee = {"amount": "120.00", "every": "P1Y", "clause": "convention, 7", "says": "Cent vingt euros par an."}
    caisse.post(chosen["Location"], fee | {"version": "2"})
    assert "règle la même chose que « gratuite »" in text_of(check_page(caisse.get(opened)))
    caisse.post(f"{opened}termes/prix-annuel/?nature=fee", {"geste": "oter", "version": "3"})
    caisse.post(f"{opened}termes/gratuite/", fee | {"version": "4"})
    caisse.post(f"{opened}termes/sieges-cdap-t2/", {"geste": "oter", "version": "5"})
    page = check_page(caisse.get(opened))
    assert "Effet en euros" in page
    assert 'id="ecart-gratuite"' in page
    assert 'id="ecart-sieges-cdap-t2"' not in page
    assert caisse.get(f"{opened}termes/inconnu/").status_code == 404


def test_the_partner_reads_comments_and_agrees_from_its_own_side(
    caisse, browser, opened, convention, caisse_admin
) -> None:
    caisse.post(f"{opened}termes/sieges-cdap-t2/", SEATS | SAYS | {"version": "1"})
    assert browser.get(opened).status_code == 404
    caisse.post(opened, {"etape": "propose"})
    assert "accepter la version 2" in text_of(check_page(browser.get(opened)))
    assert "Qui doit agir" in check_page(browser.get("/conventions/projets/"))
    browser.post(opened, {"commentaire": "Dix suffiraient."})
    assert "Dix suffiraient." in check_page(caisse.get(opened))
    assert "Dites pourquoi" in check_page(browser.post(opened, {"etape": "decline"}), 403)
    for who in (browser, caisse):
        who.post(opened, {"etape": "agree"})
    caisse.post(opened, {"etape": "open_signing"})

    page = check_page(caisse.get(opened))
    for party in re.findall(r'<option value="([0-9a-f-]{36})"', page):
        caisse.post(opened, {"partie": party, "jour": "2026-01-05", "preuve": "original reçu"})
    assert "signé" in text_of(check_page(caisse.get(opened)))
    with transaction(caisse_admin):
        assert Act.objects.get(convention=convention, number=1).signed_on.isoformat() == "2026-01-05"


@pytest.mark.parametrize("family", catalogue.models())
def test_a_convention_of_each_family_is_drafted_from_its_model(caisse, convention, owner, family: str) -> None:
    with owner():
        partner = factories.OrganisationFactory(nature="commune", is_public_body=True)
    form = {
        "modele": family,
        "titre": "Convention nouvelle",
        "territoire": "34",
        "caisse_par": "Bertrand Lacaze",
        "caisse_qualite": "directeur",
        "siret": partner.siret,
        "partenaire_par": "Mireille Castan",
        "partenaire_qualite": "maire",
    }
    wrong = caisse.post("/conventions/projets/nouveau/", form | {"siret": "99999999900000"})
    assert wrong.status_code == 403
    answer = caisse.post("/conventions/projets/nouveau/", form)
    assert answer.status_code == 302, text_of(answer.content.decode())[-600:]
    asked = check_page(caisse.get(answer["Location"]))
    names = set(re.findall(r'name="([a-z0-9-]+--[a-z_]+)"', asked))
    written = caisse.post(
        answer["Location"], {name: "non" for name in names if name.endswith("ticked")} | {"version": "1"}
    )
    assert written.status_code == 302, re.findall(r"s-field-error.*?</p>", written.content.decode(), re.DOTALL)
    page = text_of(check_page(caisse.get(written["Location"])))
    assert "Projet de convention" in page
    check_page(caisse.get(f"{written['Location']}texte/"))


def test_a_text_that_cannot_be_read_is_given_back(caisse, opened) -> None:
    page = check_page(caisse.post(f"{opened}texte/", {"texte": "[[avenants", "version": "1"}), 403)
    assert "[[avenants" in page
    assert "Fermez le guillemet ou le crochet" in page


def test_each_convention_is_compared_with_its_model(browser, convention, caisse) -> None:
    heat = check_page(browser.get("/conventions/ecarts/"))
    assert f"/conventions/{convention.id}/ecarts/#sujet-papers" in heat
    one = text_of(check_page(caisse.get(f"/conventions/{convention.id}/ecarts/")))
    for said in ("Papiers et signature", "Délibération", "ajouté", "blancs du modèle remplis"):
        assert said in one, said
    assert check_page(browser.get("/conventions/ecarts/", {"page": "x"}))


def test_an_empty_form_is_judged_and_not_an_error_of_ours(caisse, opened) -> None:
    assert 'id="id_clause_error"' in check_page(caisse.post(f"{opened}termes/sieges-cdap-t2/", {}), 422)
