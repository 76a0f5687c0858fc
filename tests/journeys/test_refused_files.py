"""Three profiles whose conditions are not met: T18 without recent RSA, T4 without number, T21 without CMG (MCP-60)."""

from __future__ import annotations

import pytest

from tests.journeys.steps import Visit, check_page, open_file, picture, refusal


@pytest.mark.parametrize(
    ("login", "having", "purpose", "missing"),
    [
        ("rsa-control-t18", "none", "Instruire un recours", "RSA"),
        ("pajemploi-t21", "none", "Gérer le complément", "CMG"),
    ],
)
def test_a_file_outside_the_conditions_of_the_profile_is_refused(people, portal, login, having, purpose, missing):
    page = people.window(login)
    visit = Visit(page)

    open_file(page, portal.beneficiary(having), purpose)
    said = refusal(page)
    check_page(visit, None, people)
    picture(page, f"parcours/refus-{login}")

    assert "Refusé" in said
    assert missing in said or "complément" in said
    assert "bulletin CDAP, 2" in said
    assert "Que faire ?" in said
    assert page.locator("section[aria-labelledby=donnees]").count() == 0


@pytest.mark.parametrize(
    ("login", "having", "purpose"),
    [("rsa-control-t18", "rsa", "Instruire un recours"), ("pajemploi-t21", "cmg", "Gérer le complément")],
)
def test_a_file_inside_the_conditions_is_read(people, portal, login, having, purpose):
    page = people.window(login)

    open_file(page, portal.beneficiary(having), purpose)

    assert page.locator("section[aria-labelledby=donnees]").is_visible()


def test_the_instructor_number_comes_first(people, portal):
    page = people.window("rsa-t4")
    visit = Visit(page)

    open_file(page, portal.beneficiary("rsa"), "Revoir le dossier")
    refused = refusal(page)
    check_page(visit, None, people)
    picture(page, "parcours/numero-instructeur")
    page.get_by_label("Votre numéro instructeur").fill("INS-4471")
    page.get_by_label("Numéro d'allocataire").fill(portal.beneficiary("rsa")["numero"])
    page.get_by_role("button", name="Ouvrir le dossier").click()
    page.locator("section[aria-labelledby=donnees]").wait_for()

    assert "numéro instructeur" in refused
    assert "bulletin CDAP, 2" in refused
