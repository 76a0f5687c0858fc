"""Refused, absent, too late, too often: each has its page, which says what to do."""

from __future__ import annotations

import pytest

from tests.journeys.rights import open_right, returned, t2_seats, without_t2
from tests.journeys.steps import Visit, check_page, choose_right, picture, refusal

LATE = "Mathurin Bellegarric"


def test_a_page_that_a_role_does_not_open_says_who_does(people):
    page = people.window("social-worker-t2")
    visit = Visit(page)

    response = page.goto("/habilitations/nouvelle/")
    said = refusal(page)
    check_page(visit, response, people)
    picture(page, "parcours/403")

    assert response is not None
    assert response.status == 403
    assert page.locator("h1").inner_text() == "Accès refusé"
    assert page.locator("main .s-decision .s-clause").count() >= 1
    assert "Que faire ?" in said


@pytest.mark.parametrize("login", [None, "social-worker-t2"])
def test_an_unknown_address_has_its_page(people, login):
    page = people.window(login)
    visit = Visit(page)

    response = page.goto("/nulle-part/")
    check_page(visit, response, people)
    picture(page, f"parcours/404-{login or 'personne'}")

    assert response is not None
    assert response.status == 404


def test_the_last_seat_taken_meanwhile_is_a_conflict(people, portal):
    colleagues = without_t2(portal)
    late = colleagues.pop(LATE)
    filling = list(colleagues.values())[: t2_seats(portal)["free"]]
    page = people.window("partner-principal")
    visit = Visit(page)

    with returned(portal, late, *filling):
        for person in filling[1:]:
            open_right(portal, person)
        choose_right(page, LATE)
        open_right(portal, filling[0])
        with page.expect_navigation() as answer:
            page.get_by_role("button", name="Ouvrir ce droit").click()
        said = refusal(page)
        check_page(visit, answer.value, people)
        picture(page, "parcours/409")

        assert answer.value.status == 409
        assert "bulletin CDAP, 2" in said
        assert t2_seats(portal)["used"] == 12


def test_a_form_sent_without_its_cookie_is_refused_and_explained(people):
    page = people.window("social-worker-t2")
    visit = Visit(page)
    page.goto("/dossiers/")
    page.context.clear_cookies(name="socle_csrf")

    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Ouvrir le dossier").click()
    check_page(visit, answer.value, people)
    picture(page, "parcours/formulaire-expire")

    assert answer.value.status == 403


def test_too_many_guesses_have_to_wait(people):
    page = people.fresh()
    visit = Visit(page)
    page.goto("/connexion")
    answers = []
    for _ in range(8):
        page.get_by_label("Identifiant", exact=True).fill("personne0000")
        page.get_by_label("Mot de passe", exact=True).fill("un mot de passe inventé")
        page.get_by_label("Code à usage unique").fill("000000")
        with page.expect_navigation() as answer:
            page.get_by_role("button", name="Se connecter").click()
        answers.append(answer.value.status)
    said = page.locator("main").inner_text()
    check_page(visit, answer.value, people)
    picture(page, "parcours/429")

    assert answers[:5] == [403] * 5
    assert answers[-1] == 429
    assert "Réessayez dans" in said
