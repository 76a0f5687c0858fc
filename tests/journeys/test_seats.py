"""The principal sees her seats, opens one for a colleague, and is refused past the twelfth (MCP-21, MCP-61)."""

from __future__ import annotations

from datetime import date, timedelta

from tests.journeys.rights import open_right, returned, t2_seats, without_t2
from tests.journeys.steps import Visit, check_page, choose_right, picture

COLLEAGUE, LATE = "Edmée Nouvion", "Émilien Orcival"


def test_a_seat_is_opened_with_a_purpose_and_a_period(people, portal):
    person = without_t2(portal)[COLLEAGUE]
    free = t2_seats(portal)["free"]
    page = people.window("partner-principal")
    visit = Visit(page)

    with returned(portal, person):
        page.goto("/sieges/")
        assert f"sur 12, {free} libres" in page.locator("main").inner_text()
        check_page(visit, None, people)
        choose_right(page, COLLEAGUE, until=(date.today() + timedelta(days=90)).isoformat())
        said = page.locator("main").inner_text()
        check_page(visit, None, people)
        picture(page, "parcours/habilitation-verifier")
        page.get_by_role("button", name="Ouvrir ce droit").click()
        page.wait_for_url("**/habilitations/*/")
        check_page(visit, None, people)
        picture(page, "parcours/habilitation-ouverte")

        assert "bulletin CDAP, 2" in said
        assert "Siège qui sera pris" in said
        assert "dernier jour" in said
        assert f"Le droit est ouvert pour {COLLEAGUE}." in page.locator("main").inner_text()
        assert t2_seats(portal)["free"] == free - 1

    assert t2_seats(portal)["free"] == free


def test_the_thirteenth_is_refused_with_the_clause_and_who_can_change_it(people, portal):
    colleagues = without_t2(portal)
    late = colleagues.pop(LATE)
    filling = list(colleagues.values())[: t2_seats(portal)["free"]]
    page = people.window("partner-principal")
    visit = Visit(page)

    with returned(portal, late, *filling):
        for person in filling:
            open_right(portal, person)
        page.goto("/sieges/")
        check_page(visit, None, people)
        picture(page, "parcours/sieges-pleins")
        seats = page.locator("main").inner_text()
        choose_right(page, LATE)
        refusal = page.locator(".s-decision").first.inner_text()
        check_page(visit, None, people)
        picture(page, "parcours/treizieme-refuse")

        assert "12 sièges occupés sur 12, aucun libre" in seats
        assert "Refusé" in refusal
        assert "bulletin CDAP, 2" in refusal
        assert "12" in refusal
        assert "Que faire ?" in refusal
        assert "avenant" in refusal
        assert page.get_by_role("button", name="Ouvrir ce droit").count() == 0
        assert t2_seats(portal)["used"] == 12
