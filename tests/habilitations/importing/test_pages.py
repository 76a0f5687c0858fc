"""The pages of an import: sent, columns corrected, preview, started, followed, mended, without any script (MCP-22)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from socle.database.transactions import transaction
from socle.exchange.reading import read_table
from socle.exchange.tables import Format
from socle.habilitations.actions.importing.applying import advance
from socle.habilitations.actions.importing.upkeep import launcher_of
from socle.habilitations.models import Import
from socle.habilitations.queries.importing.pages import task_of
from tests.browsing import browser_of, check_page
from tests.database.others import another_connection
from tests.habilitations.bodies import confirmed, give_role, partner
from tests.habilitations.importing.files import HEADERS, file_of, outcomes, right, row, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(owner):
    with owner():
        return partner(people=1)


@pytest.fixture
def browser(body):
    return browser_of(confirmed(body.principal))


def upload(browser, data: bytes, name: str = "équipe.csv"):
    return browser.post("/habilitations/imports/", {"fichier": SimpleUploadedFile(name, data)})


def test_a_file_becomes_a_preview_with_its_errors_and_remedies(browser, body):
    answer = upload(
        browser, file_of([right(1), row(2, Courriel="mairie@commune.example"), right(3, Profil="CDAP T99")])
    )

    page = check_page(browser.get(answer.url))

    assert "Inscrire Claire Fictive1, agente ; Ouvrir le droit CDAP T2" in page
    assert "Ligne 3, colonne C" in page
    assert "est l&#x27;adresse d&#x27;un service" in page
    assert "Ligne 4, colonne E" in page
    assert "Écrivez l&#x27;une de ces valeurs : « CDAP T2 »" in page
    assert "« Courriel » : courriel" in page
    assert "3 lignes : 1 à créer, 0 à modifier, 0 déjà ainsi, 2 à corriger." in page
    assert "« Tout ou rien » demande un fichier sans erreur" in page


def test_the_preview_shows_one_outcome_at_a_time_and_pages_by_number(browser, body):
    batch = sent(body.principal, [row(rank) for rank in range(60)] + [row(99, Fonction="")])
    here = f"/habilitations/imports/{batch.id}/"

    first = check_page(browser.get(here))
    second = check_page(browser.get(f"{here}?apres=51"))
    errors = check_page(browser.get(f"{here}?resultat=error"))

    assert "?apres=51" in first
    assert "Fictive55" in second
    assert "Fictive55" not in first
    assert "Ligne 62, colonne D" in errors
    assert "Fictive55" not in errors
    assert browser.get(f"{here}?apres=x&resultat=y&suivre=").status_code == 200


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("vide.csv", b"\n", "est vide"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "ni un texte CSV"),
        ("vieux.xls", b"\xd0\xcf\x11\xe0" + b"x" * 100, "ancien classeur"),
        ("guillemet.csv", b'Nom;Note\nDurand;"x', "guillemet"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(browser, name, data, says):
    page = check_page(upload(browser, data, name))

    assert says in page


def test_columns_can_be_corrected(browser, body):
    cells = row(1)
    headers = ("Identité", *HEADERS[1:])
    answer = upload(browser, file_of([cells], headers=headers))
    here = answer.url
    assert "à corriger" in check_page(browser.get(here)).lower()
    check_page(browser.get(f"{here}colonnes/"))

    wrong = {f"colonne_{index}": "nom" for index in range(len(HEADERS))}
    assert "est déjà donné" in check_page(browser.post(f"{here}colonnes/", wrong))
    said = ["nom", "prenom", "courriel", "fonction", "profil", "finalite", "du", "au"]
    moved = browser.post(f"{here}colonnes/", {f"colonne_{index}": field for index, field in enumerate(said)})

    assert moved.url == here
    assert outcomes(Import(id=here.split("/")[-2]), body.principal) == ["create"]


def test_the_bar_of_a_whole_file_moves_before_its_only_commit(browser, body):
    batch = sent(body.principal, [right(1), row(2)])
    started = browser.post(f"/habilitations/imports/{batch.id}/lancer/", {"mode": "all_or_nothing"})
    with another_connection() as worker:
        worker.execute("begin")
        worker.execute("select set_config('application_name', %s, true)", [f"{task_of(batch)} 1"])
        waiting = browser.get(started.url)

    assert "<strong>1</strong> sur 2" in check_page(waiting)


def test_an_import_is_started_followed_and_finished(browser, body):
    batch = sent(body.principal, [right(1), row(2)])
    here = f"/habilitations/imports/{batch.id}/"

    assert "Tout ou rien : une seule ligne refusée" in check_page(browser.get(here))
    started = browser.post(f"{here}lancer/", {"mode": "partial"})
    waiting = browser.get(started.url)
    with transaction(body.principal):
        launcher = launcher_of(Import.objects.get(id=batch.id))
    advance(batch.id, launcher)
    over = browser.get(here)

    assert waiting["Refresh"] == "4"
    assert "<strong>0</strong> sur 2" in check_page(waiting)
    assert "Refresh" not in browser.get(f"{here}?suivre=0")
    assert "<strong>2</strong> sur 2" in check_page(over)
    assert "Refresh" not in over
    assert "Terminé" in over.content.decode()


@pytest.mark.parametrize("format_", [Format.CSV, Format.CSV_COMMA, Format.XLSX, Format.ODS])
def test_the_corrected_file_has_the_faulty_rows_the_remedies_and_the_format_that_was_sent(browser, body, format_):
    batch = sent(body.principal, [right(1), right(2, Fonction="", Au="31/12/2040")], format_)

    answer = browser.get(f"/habilitations/imports/{batch.id}/a-corriger/")

    table = read_table("x", answer.content)
    assert table.format == format_
    assert table.columns == (*HEADERS, "À corriger")
    assert [one.cells[:4] for one in table.rows] == [("Fictive2", "Claire", "claire.fictive2@commune.example", "")]
    assert table.rows[0].cells[7] == "2040-12-31"
    assert table.rows[0].cells[8].startswith("Ligne 3, colonne D : Il manque une valeur dans la colonne « Fonction ».")
    again = sent(body.principal, [one.cells for one in table.rows], format_)
    assert outcomes(again, body.principal) == ["error"]


def test_a_responsable_who_may_not_enrol_people_does_not_import(body, owner):
    with owner():
        delegate = give_role(body.people[0], "delegate", body.convention)

    answer = browser_of(confirmed(delegate)).get("/habilitations/imports/")

    assert answer.status_code == 403
    assert "inscrire des personnes" in answer.content.decode()


def test_another_body_does_not_see_an_import(body, owner):
    batch = sent(body.principal, [row(1)])
    with owner():
        other = partner(people=0)

    for address in ("", "colonnes/", "a-corriger/"):
        answer = browser_of(confirmed(other.principal)).get(f"/habilitations/imports/{batch.id}/{address}")
        assert answer.status_code == 404
    for address in ("lancer/", "apercu/", "effacer/"):
        answer = browser_of(confirmed(other.principal)).post(f"/habilitations/imports/{batch.id}/{address}")
        assert answer.status_code == 404


def test_starting_without_a_confirmed_identity_leads_to_it(body):
    batch = sent(body.principal, [row(1)])
    here = f"/habilitations/imports/{batch.id}/"
    browser = browser_of(replace(body.principal, step_up_at=None))

    assert "Confirmer mon identité" in check_page(browser.get(here))
    assert browser.post(f"{here}lancer/", {"mode": "partial"}).headers["Location"].startswith("/confirmer")


def test_an_import_is_previewed_again_and_erased(browser, body):
    batch = sent(body.principal, [row(1)])
    here = f"/habilitations/imports/{batch.id}/"

    assert browser.post(f"{here}apercu/").url == here
    assert browser.post(f"{here}effacer/").url == "/habilitations/imports/"
    assert browser.get(here).status_code == 404
