"""A paper is sent to signature, signed under a delegation, signed by hand on the other side, then verified (MCP-01)."""

from __future__ import annotations

from datetime import date

from tests.files import hostile
from tests.journeys.steps import Visit, check_page, picture, publish

TODAY = date.today().isoformat()


def test_a_paper_is_signed_by_both_sides_then_verified(people):
    page = people.window("caisse-admin")
    visit = Visit(page)

    page.goto("/conventions/signataires/")
    page.get_by_label("Personne").select_option(label="Nadège Corvisart")
    page.get_by_label("Qualité").fill("directrice adjointe")
    page.get_by_label("Acte de délégation").fill("décision n° 2026-4")
    page.get_by_label("Premier jour").fill(TODAY)
    page.get_by_label("Dernier jour").fill(TODAY)
    page.get_by_role("button", name="Enregistrer").click()
    check_page(visit, None)

    page.goto("/conventions/")
    page.get_by_role("link", name="Saint-Aubin-sur-Lergue").first.click()
    page.get_by_role("link", name="Signatures des papiers").click()
    page.locator("#id_papier").select_option("bulletin-cdap")
    page.get_by_role("button", name="Envoyer à la signature").click()
    check_page(visit, None)
    publish(page, "signature")
    page.get_by_label("J'ai lu ce papier en entier").check()
    page.get_by_role("button", name="Signer", exact=True).click()

    page.get_by_text("Enregistrer une signature à la main").click()
    page.get_by_label("Signé le").fill(TODAY)
    page.get_by_label("Scan du papier signé").set_input_files(
        {"name": "bulletin.pdf", "mimeType": "application/pdf", "buffer": hostile.pdf()}
    )
    page.get_by_role("button", name="Enregistrer le scan").click()
    assert "signé par toutes les parties" in page.locator("main").inner_text()
    check_page(visit, None)
    picture(page, "parcours/signature")

    signed = page.request.get(page.get_by_role("link", name="Papier avec ses signatures").get_attribute("href")).body()
    page.goto("/conventions/verifier/")
    page.get_by_label("PDF signé").set_input_files(
        {"name": "bulletin.pdf", "mimeType": "application/pdf", "buffer": signed}
    )
    page.get_by_role("button", name="Vérifier", exact=True).click()
    said = page.locator("main").inner_text()
    assert "Une signature, valable." in said
    assert "Nadège Corvisart" in said
    check_page(visit, None)
