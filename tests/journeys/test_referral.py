"""An urgent ASPA case: the social worker, the fund, the mediator, the directorates, and back (DRT-03, DRT-04)."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys.steps import Visit, check_page, publish


def write(page: Page, text: str, button: str) -> None:
    page.get_by_label("Votre message").fill(text)
    page.get_by_role("button", name=button, exact=True).click()


def climb(page: Page, ground: str) -> None:
    page.get_by_text("Porter plus haut").click()
    page.get_by_label("Pourquoi").first.select_option(label=ground)
    page.get_by_role("button", name="Saisir cet échelon").click()


def test_a_blocked_case_climbs_to_the_directorates_and_comes_back(people):
    asker = people.window("grand-rhin-social")
    visit = Visit(asker)
    asker.goto("/saisines/nouvelle/")
    asker.get_by_role("link", name="Questions sur l'ASPA").click()
    assert "réponse avant le" in asker.locator("main").inner_text()
    asker.get_by_label("Ce que vous demandez").fill("Sans ressources depuis deux mois (fictif).")
    asker.get_by_label("Nom et prénom de la personne").fill("Odile Fictive")
    asker.get_by_label("Le cas est urgent").check()
    asker.get_by_role("button", name="Envoyer").press("Enter")
    check_page(visit, None)
    address = asker.url
    assert "Odile Fictive" in asker.locator("main").inner_text()

    fund = people.window("carsat-aspa")
    fund.goto(address)
    write(fund, "Le dossier est au contrôle.", "Dire que c'est en cours")
    asker.goto(address)
    assert "Le dossier est au contrôle." in asker.locator("main").inner_text()
    climb(asker, "cas bloqué")

    mediator = people.window("carsat-mediation")
    mediator.goto(address)
    assert "Odile Kern" in mediator.locator("main").inner_text(), "the clause's mediator is named"
    climb(mediator, "cas encore bloqué")
    direction = people.window("carsat-admin")
    direction.goto(address)
    write(direction, "L'allocation est versée à compter de ce mois.", "Envoyer la réponse")

    asker.goto(address)
    said = asker.locator("main").inner_text()
    assert "L'allocation est versée à compter de ce mois." in said
    publish(asker, "saisine")
    asker.get_by_role("button", name="Clore", exact=True).click()
    assert asker.locator("h1 .s-badge").inner_text() == "close"
    other = people.window("carsat-retraite")
    response = other.goto(address)
    assert response is not None
    assert response.status == 404
