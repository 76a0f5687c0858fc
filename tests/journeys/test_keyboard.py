"""Signing in, granting, withdrawing and consulting with Tab, the arrows, Space and Enter."""

from __future__ import annotations

from tests.journeys.keyboard import Keyboard
from tests.journeys.portal import Account
from tests.journeys.rights import returned, without_t2
from tests.journeys.steps import People, picture

COLLEAGUE = "Isidore Xaintrie"


def come_in(people: People, account: Account) -> Keyboard:
    page = people.fresh()
    keys = Keyboard(page)
    page.goto("/connexion")
    keys.write("Identifiant", account.login)
    keys.write("Mot de passe", account.password)
    keys.write("Code à usage unique", people.codes.of(account.totp_secret))
    keys.enter()
    assert page.locator("h1").inner_text() == "À faire aujourd'hui"
    return keys


def test_granting_and_withdrawing(people, portal):
    person = without_t2(portal)[COLLEAGUE]
    with returned(portal, person):
        keys = come_in(people, portal.accounts["partner-principal"])
        page = keys.page
        keys.to("Habilitations")
        keys.enter()
        keys.to("Ouvrir un droit")
        keys.enter()
        keys.to("AFAS D1")
        keys.down_to("CDAP T2")
        keys.write("Chercher par nom", "Xaintrie")
        keys.to("Chercher")
        keys.enter()
        keys.to(COLLEAGUE)
        keys.down_to(COLLEAGUE)
        keys.to("Continuer")
        keys.enter()
        keys.to("Calculer la participation")
        keys.down_to("Calculer la participation")
        keys.to("Vérifier")
        keys.enter()
        keys.to("Ouvrir ce droit")
        keys.enter()
        opened = page.locator("main").inner_text()
        keys.to("Retirer ce droit")
        keys.enter()
        keys.write("Motif du retrait", "Essai au clavier")
        keys.to("Retirer ce droit")
        picture(page, "parcours/clavier-retrait")
        keys.enter()

        assert f"Le droit est ouvert pour {COLLEAGUE}." in opened
        assert f"Le droit de {COLLEAGUE} a pris fin." in page.locator("main").inner_text()


def test_consulting(people, portal):
    keys = come_in(people, portal.accounts["social-worker-t2"])
    page = keys.page
    keys.to("Consulter un dossier")
    keys.enter()
    keys.to("Calculer la participation")
    keys.down_to("Calculer la participation")
    keys.write("Numéro d'allocataire", portal.beneficiary("rsa")["numero"])
    keys.to("Ouvrir le dossier")
    keys.enter()

    assert page.locator("section[aria-labelledby=donnees]").is_visible()


def test_a_form_with_errors_takes_the_focus_to_their_summary(people):
    page = people.fresh()
    keys = Keyboard(page)
    page.goto("/connexion")
    keys.to("Se connecter")
    keys.enter()

    assert "La connexion n'a pas abouti" in keys.here()["name"]
