"""A colleague without account activates hers, reads a file, and only what her profile reads (MCP-24, 60, 62, 63)."""

from __future__ import annotations

import re

import pyotp

from tests.journeys.portal import Account
from tests.journeys.rights import last_actions, open_right, returned, without_t2
from tests.journeys.steps import Visit, check_page, open_file, picture, publish, sign_in

COLLEAGUE, ADDRESS = "Colombe Lanteuil", "colombe.lanteuil@exemple.example"
PASSWORD = "quatre lanternes au bord du canal"


def activate(page, people, link: str) -> tuple[Account, list[str]]:
    """Choose a password, relate an application of codes, keep the recovery codes."""
    page.goto(link)
    identifier = page.locator(".s-lead strong").inner_text()
    secret = page.locator("#qr-secret").inner_text().replace(" ", "")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_label("Le même mot de passe, encore").fill(PASSWORD)
    page.get_by_label("Code affiché par l'application").fill(people.codes.of(secret))
    page.get_by_role("button", name="Activer mon compte").click()
    page.get_by_role("heading", name="Votre compte est actif").wait_for()
    codes = page.get_by_role("list", name="Codes de secours").get_by_role("listitem").all_inner_texts()
    return Account(identifier, PASSWORD, secret, "colleague", "", COLLEAGUE, ""), codes


def test_from_the_one_time_link_to_a_file(people, portal):
    person = without_t2(portal)[COLLEAGUE]
    beneficiary = portal.beneficiary("rsa")
    page = people.fresh()
    visit = Visit(page)

    with returned(portal, person):
        open_right(portal, person)
        link = re.search(r"http\S+/activation/\S+", portal.mail_to(ADDRESS, "/activation/"))
        assert link is not None
        response = page.goto(link[0])
        check_page(visit, response, people)
        picture(page, "parcours/activation")
        account, codes = activate(page, people, link[0])
        check_page(visit, None, people)
        picture(page, "parcours/codes-de-secours")
        assert len(codes) == 10
        assert pyotp.TOTP(account.totp_secret).interval == 30

        again = page.goto(link[0])
        assert again is not None
        assert again.status == 410
        assert "Ce lien a déjà servi" in page.locator("main").inner_text()
        check_page(visit, again, people)
        picture(page, "parcours/lien-deja-servi")

        sign_in(page, account, people.codes)
        open_file(page, beneficiary, "Calculer la participation")
        read = page.locator("section[aria-labelledby=donnees]").inner_text()
        withheld = page.locator("section[aria-labelledby=non-communique]")
        check_page(visit, None, people)
        picture(page, "parcours/dossier")
        publish(page, "dossier", ends_at="section[aria-labelledby=non-communique]")

        assert beneficiary["name"] in page.locator("h1").inner_text()
        assert beneficiary["numero"] not in page.url
        assert "Quotient familial" in read
        assert re.search(r"Trace n° [0-9a-f-]{36}", page.locator("main").inner_text())
        groups = [group.inner_text() for group in withheld.locator(".s-group").all()]
        assert len(groups) == 3, groups
        assert all("À qui demander ?" in said and "bulletin CDAP, 2" in said for said in groups), groups


def test_a_search_that_finds_nobody_says_so_and_leaves_a_trace(people, portal):
    page = people.window("social-worker-t2")
    visit = Visit(page)

    open_file(page, {"caisse": "999", "numero": "9999999"}, "Calculer la participation")
    said = page.locator("main").inner_text()
    check_page(visit, None, people)
    picture(page, "parcours/dossier-introuvable")

    assert "trace n°" in said
    assert "dossier:search:failed" in last_actions(portal)
