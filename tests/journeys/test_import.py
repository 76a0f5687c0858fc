"""A file sent, previewed, corrected, applied by the worker and followed, in a browser that runs no script (MCP-22)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from socle.exchange.reading import read_table
from tests.journeys.portal import Portal
from tests.journeys.steps import Visit, check_page, picture, sign_in

HEADERS = "Nom;Prénom;Adresse mail;Poste;Profil;Finalité\r\n"
GOOD = "Importée{0};Odile;odile.importee{0}@saint-aubin.example;agente d'accueil;;\r\n"
BAD = (
    "Partagé;Jean;mairie@saint-aubin.example;agent;;\r\n"
    "Sansfonction;Luce;luce.sansfonction@saint-aubin.example;;;\r\n"
    "Inconnu;Noé;noe.inconnu@saint-aubin.example;agent;CDAP T99;\r\n"
)


@contextmanager
def forgotten(portal: Portal) -> Iterator[None]:
    """The people of the file leave afterwards: the other journeys count their colleagues."""
    try:
        yield
    finally:
        with portal.superuser() as connection:
            connection.execute("set role socle_owner")
            connection.execute(
                "update organismes_membership set left_at = now() where email like 'odile.importee%' and left_at is null"
            )
            connection.commit()


def test_a_file_is_previewed_applied_and_followed_without_any_script(people, portal):
    page = people.fresh(script=False)
    sign_in(page, portal.accounts["partner-principal"], people.codes)
    data = (HEADERS + "".join(GOOD.format(rank) for rank in range(8)) + BAD).encode("cp1252")

    with forgotten(portal):
        page.goto("/habilitations/")
        page.get_by_role("link", name="Importer un fichier").click()
        picture(page, "parcours/import-envoi")
        page.get_by_label("Fichier").set_input_files({"name": "arrivées.csv", "mimeType": "text/csv", "buffer": data})
        page.get_by_role("button", name="Envoyer et voir l'aperçu").click()
        said = page.locator("main").inner_text()
        picture(page, "parcours/import-apercu")
        here = page.url
        page.goto(f"{here}?resultat=error")
        errors = page.locator("main").inner_text()
        picture(page, "parcours/import-erreurs")
        page.goto(f"{here}colonnes/")
        picture(page, "parcours/import-colonnes")
        page.goto(here)
        with page.expect_download() as sent_back:
            page.get_by_role("link", name="Télécharger les lignes à corriger").click()
        mended = read_table("x.csv", sent_back.value.path().read_bytes())
        page.get_by_role("button", name="Appliquer cet import").click()
        picture(page, "parcours/import-en-cours")
        page.get_by_text("Terminé").wait_for(timeout=60_000)
        picture(page, "parcours/import-termine")
        over = page.locator("main").inner_text()

    assert "Windows-1252" in said
    assert "Inscrire Odile Importée0, agente d'accueil" in said
    assert "Ligne 10, colonne C" in errors
    assert "Ligne 11, colonne D" in errors
    assert "Ligne 12, colonne E" in errors
    assert [row.cells[0] for row in mended.rows] == ["Partagé", "Sansfonction", "Inconnu"]
    assert mended.columns[-1] == "À corriger"
    assert "8 sur 8" in over


def test_the_pages_of_an_import_are_for_everybody(people, portal):
    """Axe, one heading, nothing wider than a phone: the list, the preview, its errors, its columns."""
    page = people.window("partner-principal", width=320)
    visit = Visit(page)
    page.goto("/habilitations/imports/")
    check_page(visit, None, people)
    page.get_by_label("Fichier").set_input_files(
        {"name": "arrivées.csv", "mimeType": "text/csv", "buffer": (HEADERS + GOOD.format(99) + BAD).encode()}
    )
    page.get_by_role("button", name="Envoyer et voir l'aperçu").click()
    page.wait_for_url("**/imports/*-*/")
    here = page.url
    check_page(visit, None, people)
    picture(page, "parcours/import-320")
    for address in (f"{here}?resultat=error", f"{here}colonnes/"):
        page.goto(address)
        check_page(visit, None, people)
    page.goto(here)
    page.get_by_role("button", name="Effacer cet import").click()
    page.get_by_text("L'import est effacé").wait_for()
