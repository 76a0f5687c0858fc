"""The pages of a convention: who sees which, what they show, at which date, in how many statements."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from socle.conventions import catalogue, panels
from socle.organismes.panels import Panel
from tests import factories
from tests.browsing import browser_of, check_page

pytestmark = pytest.mark.django_db
OTHER_SIRET = factories.new_siret()


@pytest.fixture
def stranger(owner):
    with owner():
        return factories.actor_of(factories.MembershipFactory(), "principal")


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("&#x27;", "'")


def test_a_partner_lists_only_its_own_conventions(browser, convention, owner, stranger) -> None:
    with owner():
        factories.signed(siret=OTHER_SIRET)

    page = check_page(browser.get("/conventions/"))
    assert page.count("<tbody>") == 1
    assert f"/conventions/{convention.id}/" in page
    assert "1 convention" in page
    assert "Votre organisme n'a signé aucune convention" in check_page(browser_of(stranger).get("/conventions/"))


def test_the_caisse_lists_all_its_partners_and_filters_them(caisse_admin, convention, owner) -> None:
    with owner():
        factories.signed(siret=OTHER_SIRET)
    browser = browser_of(caisse_admin)

    assert "2 conventions" in check_page(browser.get("/conventions/"))
    assert "1 convention" in check_page(browser.get("/conventions/", {"q": OTHER_SIRET}))
    assert "2 conventions" in check_page(browser.get("/conventions/", {"q": "saint-aubin", "etat": "in_force"}))
    assert "ne correspond à ce filtre" in check_page(browser.get("/conventions/", {"etat": "over"}))
    assert "ne correspond à ce filtre" in check_page(browser.get("/conventions/", {"famille": "france-services"}))


def test_the_list_takes_as_many_statements_for_one_convention_as_for_four(caisse_admin, convention, owner) -> None:
    browser = browser_of(caisse_admin)
    with CaptureQueriesContext(connection) as few:
        check_page(browser.get("/conventions/"))
    with owner():
        for siret in (factories.new_siret() for _ in range(3)):
            factories.signed(siret=siret)

    with CaptureQueriesContext(connection) as many:
        assert "4 conventions" in check_page(browser.get("/conventions/"))
    assert len(many) == len(few)


def test_another_organisation_does_not_find_the_convention(convention, stranger) -> None:
    browser = browser_of(stranger)
    for address in (f"/conventions/{convention.id}/", f"/conventions/{convention.id}/termes/duree/"):
        assert browser.get(address).status_code == 404
    assert browser.get("/conventions/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_the_page_shows_the_whole_convention(browser, convention) -> None:
    page = text_of(check_page(browser.get(f"/conventions/{convention.id}/")))

    for said in (
        "en vigueur",
        "Caisse d'allocations familiales de Valmont",
        "Mireille Castan, maire",
        "terminées le 15 septembre 2025",
        "Bulletin d'adhésion au service CDAP",
        "signé le 08/10/2025",
        "reçu le 08/10/2025",
        "2 sur 2",
        "12 habilitations",
        "Profils dont la case est vide",
        "Reconduction tacite, sauf dénonciation.",
        "Le calcul, pas à pas",
        "contradiction",
        "lecture à convenir",
        "la trace est gardée six mois",
        "contrat de service, 5.3.2",
    ):
        assert said in page, said


def test_every_term_has_its_anchor_and_its_own_page(browser, convention) -> None:
    page = check_page(browser.get(f"/conventions/{convention.id}/"))
    keys = re.findall(r'id="terme-([^"]+)"', page)
    assert len(keys) > 150

    for key in keys:
        check_page(browser.get(f"/conventions/{convention.id}/termes/{key}/"))


def test_terms_filter_by_word_kind_and_service(browser, convention) -> None:
    address = f"/conventions/{convention.id}/"

    def rows(**query: str) -> list[str]:
        return re.findall(r'id="terme-([^"]+)"', check_page(browser.get(address, query)))

    assert rows(nature="renewal") == ["reconduction"]
    assert "sieges-cdap-t2" in rows(service="cdap", nature="seats")
    assert not [key for key in rows(service="cdap", nature="seats") if "cdap" not in key]
    assert rows(q="5.3.2 six mois")
    assert rows(q="introuvable") == []


@pytest.fixture
def amended(owner):
    with owner():
        return factories.signed(
            replaced={
                '[[documents]]\nid = "convention"': """[[avenants]]
number = 1
title = "Quatre sièges de plus"
signed_on = 2026-02-01
effective_on = 2026-03-01

[[avenants.terms]]
id = "sieges-cdap-t2"
kind = "seats"
service = "cdap"
profile = "T2"
max = 16
clause = "bulletin CDAP, 2"
says = "Seize personnes au plus consultent les dossiers avec le profil T2."

[[documents]]
id = "convention\""""
            },
        )


@pytest.mark.parametrize(("day", "seats"), [("2026-02-28", "12"), ("2026-03-01", "16")])
def test_the_page_travels_in_time(owner, amended, day: str, seats: str) -> None:
    with owner():
        party = amended.conventionparty_rows.get(role="partner").party
        actor = factories.actor_of(factories.MembershipFactory(organisation=party), "principal")
    browser = browser_of(actor)

    page = text_of(check_page(browser.get(f"/conventions/{amended.id}/", {"as_of": day})))
    assert f"CDAP T2 {seats} habilitations" in page
    assert "Vous lisez le passé ou l'avenir" in page
    term = text_of(check_page(browser.get(f"/conventions/{amended.id}/termes/sieges-cdap-t2/", {"as_of": day})))
    assert f"{seats} habilitations au plus" in term
    assert "Avenant n° 1, signé le 01/02/2026" in term


def test_before_it_starts_the_convention_has_no_term(browser, convention) -> None:
    page = text_of(check_page(browser.get(f"/conventions/{convention.id}/", {"as_of": "2025-10-07"})))
    assert "pas encore en vigueur" in page
    assert "Aucun terme en vigueur à cette date" in page
    assert "Cette date n'est pas lisible" in text_of(
        check_page(browser.get(f"/conventions/{convention.id}/", {"as_of": "hier"}))
    )


def test_a_missing_piece_closes_its_service_and_says_who_can_mend_it(owner) -> None:
    with owner():
        convention = factories.signed(replaced={'id = "afas-piece-3"\nreceived_on = 2025-10-08': 'id = "afas-piece-3"'})
        party = convention.conventionparty_rows.get(role="partner").party
        actor = factories.actor_of(factories.MembershipFactory(organisation=party), "principal")

    page = text_of(check_page(browser_of(actor).get(f"/conventions/{convention.id}/")))
    assert "1 sur 2" in page
    assert "Que faire ? Le partenaire envoie la pièce" in page


def test_reading_a_convention_is_traced(browser, convention, owner) -> None:
    browser.get(f"/conventions/{convention.id}/", {"as_of": "2026-01-15"})

    with owner(), connection.cursor() as cursor:
        cursor.execute(
            "select payload, caisse_id from traces_staged_trace where tag = 'convention:convention:viewed' and subject_id = %s",
            (str(convention.id),),
        )
        ((payload, caisse_id),) = cursor.fetchall()
    assert "2026-01-15" in payload
    assert caisse_id == convention.organisation_id


def test_the_rooms_above_complete_the_page(browser, convention) -> None:
    seen = []

    def managers(actor, subject, at) -> Panel:
        seen.append(subject)
        return Panel("Qui gère", lines=[{"term": "Administrateur principal", "text": "Delphine Aubrac"}])

    before = panels.additions()
    kept = {name: getattr(before, name) for name in ("sheets", "dependents", "impacts")}
    panels.hand_in(sheets=(managers, lambda *_: None), dependents=(lambda *_: Panel("Habilitations", empty="Aucune."),))
    try:
        assert "Delphine Aubrac" in check_page(browser.get(f"/conventions/{convention.id}/"))
        assert "Aucune." in check_page(browser.get(f"/conventions/{convention.id}/termes/duree/"))
    finally:
        panels.hand_in(**kept)
    assert seen[0].convention_id == convention.id
    assert len(seen[0].partner_ids) == 1


def test_nobody_reads_conventions_without_signing_in() -> None:
    assert browser_of(None).get("/conventions/").status_code == 302


def test_an_unknown_term_is_not_found_and_a_term_out_of_force_says_so(browser, convention) -> None:
    address = f"/conventions/{convention.id}/termes"
    assert browser.get(f"{address}/inconnu/").status_code == 404
    page = check_page(browser.get(f"{address}/duree/", {"as_of": "2025-01-01"}))
    assert "pas en vigueur à cette date" in page
    assert "Ses versions" in page


def test_papers_say_what_they_lack(owner) -> None:
    with owner():
        convention = factories.signed(
            replaced={
                'id = "bulletin-afas"\nprinted_on = 2025-09-11\nsigned_on = 2025-10-08': 'id = "bulletin-afas"',
                'id = "afas-piece-1"\nreceived_on = 2025-10-08': 'id = "afas-piece-1"',
                'id = "annexe-interlocuteurs"\nreceived_on = 2025-10-08': 'id = "annexe-interlocuteurs"',
                "formalities_done_on = 2025-09-15\n": "",
            }
        )
        party = convention.conventionparty_rows.get(role="partner").party
        actor = factories.actor_of(factories.MembershipFactory(organisation=party), "principal")
    page = text_of(check_page(browser_of(actor).get(f"/conventions/{convention.id}/")))
    for said in ("à signer", "manque", "non reçu", "non terminées", "0 sur 2"):
        assert said in page, said


@pytest.mark.parametrize("slug", [slug for slug in catalogue.demonstration() if slug != "saint-aubin-mcp"])
def test_the_texts_of_every_family_have_their_page(owner, slug: str) -> None:
    with owner():
        convention = factories.signed(slug)
        actors = [
            factories.actor_of(factories.MembershipFactory(organisation=row.party), "dpo")
            for row in convention.conventionparty_rows.select_related("party")
        ]
    for actor in actors:
        browser = browser_of(actor)
        page = check_page(browser.get(f"/conventions/{convention.id}/"))
        assert convention.number in page
        assert str(convention.id) in check_page(browser.get("/conventions/"))


def test_what_the_text_writes_is_compared_with_what_is_recomputed(owner) -> None:
    """FSV-01, FSV-02, FSV-05, FSV-08: the gap is shown on the page, whole and with its clause."""
    with owner():
        convention = factories.signed("valmont-france-services")
        party = convention.conventionparty_rows.get(role="partner").party
        actor = factories.actor_of(factories.MembershipFactory(organisation=party), "dpo")
    page = text_of(check_page(browser_of(actor).get(f"/conventions/{convention.id}/")))

    assert "Écart de 310,00" in page
    assert "le calcul donnerait" in page
    assert "307,50" in page
    assert "mardi, 08:30-10:00" in page
    assert "5 présents, 7 voix, quorum atteint" in page
