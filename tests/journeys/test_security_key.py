"""A security key, played by the browser's own authenticator: added to an account, then used alone to sign in."""

from __future__ import annotations

from tests.journeys.steps import Visit, check_page, picture, sign_in, sign_out

LOGIN = "dept-principal"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_key_is_added_and_signs_in(people, portal):
    page = people.fresh()
    visit = Visit(page)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    sign_in(page, portal.accounts[LOGIN], people.codes)

    page.goto("/mon-compte")
    page.get_by_role("link", name="Ajouter une clé").click()
    page.get_by_label("Nom de la clé").fill("clé bleue du bureau")
    page.get_by_role("button", name="Ajouter cette clé").click()
    page.wait_for_url("**/mon-compte")
    added = page.locator("main").inner_text()
    check_page(visit, None, people)
    picture(page, "parcours/cle-ajoutee")
    sign_out(page)
    page.get_by_role("link", name="Se connecter avec une clé de sécurité").click()
    page.get_by_role("button", name="Utiliser ma clé").click()
    page.wait_for_url(f"{portal.url}/")

    assert "Clé ajoutée" in added
    assert "clé bleue du bureau" in added
    assert page.locator("h1").inner_text() == "À faire aujourd'hui"
