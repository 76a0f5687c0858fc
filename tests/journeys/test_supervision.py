"""The caisse questions a right, hears the partner, establishes a failure, suspends, and gives back (MCP-25)."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys.steps import NARROW, Visit, check_page, picture

COMMUNE = "Commune de Saint-Aubin-sur-Lergue"


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def say(page: Page, text: str, button: str) -> None:
    page.get_by_label("Votre texte").first.fill(text)
    press(page, button)


def look(visit: Visit, people, name: str) -> None:
    check_page(visit, None, people, name)
    picture(visit.page, f"parcours/{name}")


def test_a_fair_procedure_from_the_question_to_the_end_of_the_measure(people):
    supervisor, principal, admin = (
        people.window(login) for login in ("caisse-supervisor", "partner-principal", "caisse-admin")
    )
    caisse, partner, decider = Visit(supervisor), Visit(principal), Visit(admin)

    supervisor.goto("/supervision/")
    look(caisse, people, "supervision")
    supervisor.get_by_role("link", name=COMMUNE).first.click()
    supervisor.locator("input[name=droit]").first.check()
    press(supervisor, "Questionner les droits choisis")
    look(caisse, people, "supervision-question-nouvelle")
    press(supervisor, "Poser la question")
    question = supervisor.url

    principal.goto("/questions-de-la-caisse/")
    look(partner, people, "supervision-questions-recues")
    principal.goto(question)
    say(principal, "Elle instruit les demandes de crèche.", "Répondre")
    supervisor.goto(question)
    say(supervisor, "Cette mission a pris fin en mai.", "Contester la réponse")
    principal.goto(question)
    say(principal, "Elle a été reconduite en juin.", "Répondre à la contestation")
    supervisor.goto(question)
    say(supervisor, "La reconduction n'est pas produite.", "Constater l'absence de justification")
    look(caisse, people, "supervision-question-close")

    supervisor.goto("/supervision/")
    supervisor.get_by_role("link", name=COMMUNE).first.click()
    look(caisse, people, "supervision-partenaire")
    supervisor.get_by_role("link", name="Notifier un manquement").click()
    supervisor.get_by_label("Manquement constaté").first.check()
    supervisor.get_by_label("Faits").fill("Un droit sans mission depuis mai.")
    supervisor.get_by_label("Preuve").fill("Réponses du partenaire.")
    press(supervisor, "Notifier au partenaire")
    failure = supervisor.url
    principal.goto(failure)
    look(partner, people, "supervision-manquement-recu")
    say(principal, "La mission existe.", "Répondre")
    supervisor.goto(failure)
    press(supervisor, "Établir le manquement")
    look(caisse, people, "supervision-manquement")

    admin.goto(failure)
    admin.get_by_role("link", name="Prendre une mesure").click()
    admin.get_by_label("Suspension conservatoire").check()
    admin.get_by_label("Un seul droit", exact=True).check()
    admin.get_by_label("Si un seul droit : lequel").select_option(index=1)
    press(admin, "Voir qui perd quoi")
    look(decider, people, "supervision-mesure-avant")
    admin.get_by_label("Motif de la mesure").fill("Droit sans mission établie")
    press(admin, "Prendre cette mesure")
    look(decider, people, "supervision-mesure")
    measure = admin.url
    principal.goto(measure)
    look(partner, people, "supervision-mesure-recue")
    press(admin, "Lever cette mesure")

    assert "levée" in admin.locator("main").inner_text()


def test_the_pages_of_supervision_fit_a_telephone_in_the_dark(people):
    page = people.window("caisse-supervisor", look="dark", width=NARROW)
    visit = Visit(page)
    page.goto("/supervision/echantillons/nouveau/")
    page.get_by_label("Nombre de droits").fill("5")
    press(page, "Tirer l'échantillon")
    look(visit, people, "supervision-echantillon-320")
    page.goto("/supervision/")
    look(visit, people, "supervision-320")
    page.get_by_role("link", name=COMMUNE).first.click()
    page.get_by_role("link", name="Ouvrir un audit").click()
    page.get_by_label("Périmètre").fill("Attributions et retraits")
    page.get_by_label("Période, du").fill("2026-01-01")
    page.get_by_label("Période, au").fill("2026-06-30")
    press(page, "Ouvrir l'audit")
    page.locator("[name=constat]").fill("Deux droits sans mission.")
    page.get_by_label("Preuve").fill("Journal du 12 mars.")
    page.get_by_label("Correction demandée").fill("Les retirer.")
    page.get_by_label("À corriger pour le").fill("2027-01-15")
    press(page, "Inscrire ce constat")
    press(page, "Remettre les constats au partenaire")
    look(visit, people, "supervision-audit-320")
