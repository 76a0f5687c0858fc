"""An avenant is prepared by forms, simulated, proposed and agreed to by the other party (MCP-05, MCP-21)."""

from __future__ import annotations

from tests.journeys.steps import Visit, check_page, picture, publish


def write(page, term: str, **answers: str) -> None:
    """Change a term of the draft: its page, then what changes."""
    draft = page.url
    page.goto(f"{draft}termes/{term}/")
    for name, answer in answers.items():
        page.locator(f"[name={name}]").fill(answer)
    page.get_by_role("button", name="Écrire ce terme").click()
    page.wait_for_url(draft)


def test_the_workshop_shows_both_texts_and_what_would_follow(people, portal):
    page = people.window("caisse-admin")
    visit = Visit(page)
    page.goto("/conventions/projets/")
    page.get_by_role("link", name="Préavis de deux mois").click()
    check_page(visit, None)
    write(page, "sieges-afas-ensemble", max="40", says="Quarante personnes au plus utilisent le service.")

    picture(page, "parcours/atelier-avenant")
    said = page.locator("main").inner_text()
    for wanted in ("3 mois", "2 mois", "Dernier jour utile pour dénoncer", "100", "40", "de trop"):
        assert wanted in said, wanted
    publish(page, "atelier-avenant")

    other = people.window("partner-principal")
    other.goto(page.url)
    other.get_by_label("Votre commentaire").fill("Gardons trois sièges.")
    other.get_by_role("button", name="Commenter").click()
    other.get_by_role("button", name="Accepter cette version").click()
    assert "Gardons trois sièges." in other.locator("main").inner_text()
    assert "Caisse d'allocations familiales" in other.locator(".s-lead").first.inner_text()
