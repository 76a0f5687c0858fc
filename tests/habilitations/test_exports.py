"""Lists leave as files: every row, its end and its clause, traced before it leaves (MCP-22, MCP-32, MCP-35)."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.utils import timezone

from socle.database.transactions import transaction
from socle.habilitations.actions.granting import Wish, grant
from socle.habilitations.domain.exporting import MOST_PAPER_ROWS, STEP_UP_ROWS
from socle.kernel.decision import Refused
from socle.papers.printing import print_html
from tests.browsing import browser_of, check_page
from tests.conftest import acting_as
from tests.factories import MembershipFactory, actor_of
from tests.habilitations.bodies import TRAITS, confirmed, give_role, partner

pytestmark = pytest.mark.django_db
TARIF = "tarif-selon-quotient"
LISTS = ("matrice", "droits", "personnes", "sieges")


@pytest.fixture
def commune(owner):
    with owner():
        found = partner(people=3)
    with transaction(found.principal) as at:
        wish = Wish(found.people[0].person_id, "cdap", "T2", TARIF, valid_to=at + timedelta(days=10))
        grant(wish, actor=confirmed(found.principal, at), at=at)
    return found


def crowd(commune, owner, number: int) -> None:
    with owner():
        for _ in range(number):
            MembershipFactory(organisation=commune.organisation, service_traits=TRAITS)


def traced() -> list[tuple[str, dict[str, object]]]:
    with acting_as("socle_sealer"), connection.cursor() as cursor:
        cursor.execute(
            "select outcome, payload::text from traces_staged_trace where tag = 'habilitation:list:exported'"
        )
        return [(outcome, json.loads(payload)) for outcome, payload in cursor.fetchall()]


def rows_of(response) -> list[dict[str, str]]:
    text = response.content.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:]), delimiter=";"))


def taken(browser, what: str, form: str = "csv", asked: str = ""):
    response = browser.post(f"/habilitations/exporter/{what}/{asked}", {"format": form})
    assert response.status_code == 200, response.content.decode()[:3000]
    return response


def test_the_list_of_rights_leaves_with_its_end_and_its_clause(browser, commune):
    response = taken(browser, "droits")

    (row,) = rows_of(response)
    assert row["Nom"] == commune.people[0].person.last_name
    assert row["Fin"][:10] == f"{timezone.localdate() + timedelta(days=10)}"
    assert row["Clause"] == "bulletin CDAP, 2"
    day = f"{timezone.localdate()}"
    name = response["Content-Disposition"]
    assert name.startswith('attachment; filename="habilitations-commune-de-')
    assert name.endswith(f'{day}.csv"')


def test_the_matrix_leaves_whole_not_only_its_page(browser, commune, owner):
    crowd(commune, owner, 40)

    rows = rows_of(taken(browser, "matrice"))

    assert len(rows) == 44
    held = next(row for row in rows if row["Nom"] == commune.people[0].person.last_name and row["CDAP T2"])
    assert held["CDAP T2"] == "fin proche"
    assert held["CDAP T2 : clause"] == "bulletin CDAP, 2"
    assert held["CDAP T2 : fin"]


def test_the_file_obeys_the_filter_of_its_page(browser, commune):
    name = commune.people[1].person.last_name

    rows = rows_of(taken(browser, "matrice", asked=f"?q={name}&colonnes=cdap%3AT2%3A"))

    assert {row["Nom"] for row in rows} == {name}
    assert rows_of(taken(browser, "droits", asked="?profil=T4")) == []


def test_people_leave_with_their_nearest_end(browser, commune):
    rows = {row["Nom"]: row for row in rows_of(taken(browser, "personnes"))}

    held = rows[commune.people[0].person.last_name]
    assert (held["Droits en cours"], held["Clauses"]) == ("1", "bulletin CDAP, 2")
    assert held["Prochaine fin de droit"]


def test_seats_leave_with_what_is_free_and_when_it_ends(browser):
    row = next(row for row in rows_of(taken(browser, "sieges")) if row["Profil"] == "T2")

    assert (row["Plafond"], row["Occupés"], row["Libres"], row["De trop"]) == ("12", "1", "11", "0")
    assert row["Clause"] == "bulletin CDAP, 2"


@pytest.mark.parametrize("what", LISTS)
def test_a_workbook_is_a_workbook(browser, what):
    for form, inside in (("xlsx", "xl/workbook.xml"), ("ods", "content.xml")):
        content = taken(browser, what, form).content
        assert inside in ZipFile(BytesIO(content)).namelist()


@pytest.mark.parametrize("what", LISTS)
def test_a_paper_is_a_tagged_pdf(browser, what):
    try:
        print_html("<!doctype html><html lang='fr'><title>x</title><h1>x</h1></html>")
    except Refused:
        pytest.skip("libpango manque sur cette machine")

    response = taken(browser, what, "pdf")

    assert response.content.startswith(b"%PDF-")
    assert response["Content-Disposition"].endswith('.pdf"')


def test_an_export_says_who_what_and_how_many(browser, commune):
    taken(browser, "droits", "ods", "?profil=T2&q=&suite=abc")

    assert traced() == [
        ("done", {"list": "Habilitations", "count": 1, "format": "ods", "filter": "profil=T2"}),
    ]


def test_a_long_list_asks_for_identity_again(commune, owner):
    """The negative control: the same list leaves when identity was just confirmed, and only then."""
    crowd(commune, owner, STEP_UP_ROWS)
    unsure = browser_of(replace(commune.principal, step_up_at=None))

    page = check_page(unsure.get("/habilitations/exporter/personnes/"))
    refused = unsure.post("/habilitations/exporter/personnes/", {"format": "csv"})

    assert "Confirmer mon identité" in page
    assert refused.status_code == 303
    assert refused["Location"].startswith("/")
    assert [outcome for outcome, _ in traced()] == ["refused"]
    assert len(rows_of(taken(browser_of(commune.principal), "personnes"))) == STEP_UP_ROWS + 4
    assert len(rows_of(taken(unsure, "droits"))) == 1


def test_a_spreadsheet_never_runs_a_name(browser, commune, owner):
    with owner():
        person = commune.people[2].person
        person.last_name = "=HYPERLINK(1)"
        person.save()

    assert "'=HYPERLINK(1)" in {row["Nom"] for row in rows_of(taken(browser, "personnes"))}


def test_a_past_day_leaves_as_it_was(browser):
    yesterday = timezone.localdate() - timedelta(days=1)

    response = taken(browser, "matrice", asked=f"?as_of={yesterday}")

    assert f"{yesterday}" in response["Content-Disposition"]
    assert not [row for row in rows_of(response) if row.get("CDAP T2")]


@pytest.mark.parametrize("what", LISTS)
def test_who_may_not_read_a_list_may_not_take_it(commune, owner, what):
    user = browser_of(actor_of(commune.people[0]))

    assert "2.2.2" in check_page(user.get(f"/habilitations/exporter/{what}/"), 403)
    assert user.post(f"/habilitations/exporter/{what}/", {"format": "csv"}).status_code == 403


def test_the_caisse_takes_the_list_of_its_partner_and_nobody_elses(commune, owner):
    with owner():
        other = partner(people=1)
        colleague = MembershipFactory(organisation=commune.convention.organisation)
        supervisor = give_role(colleague, "caisse_supervisor", commune.convention)

    mine = rows_of(taken(browser_of(supervisor), "droits", asked=f"?organisme={commune.organisation.id}"))
    theirs = rows_of(taken(browser_of(other.principal), "droits", asked=f"?organisme={commune.organisation.id}"))

    assert len(mine) == 1
    assert theirs == []


def test_an_unknown_list_or_file_is_said(browser):
    assert browser.get("/habilitations/exporter/tout/").status_code == 404
    page = check_page(browser.post("/habilitations/exporter/droits/", {"format": "docx"}))
    assert "pas de ceux que le portail produit" in page
    assert "Choisissez le fichier" in check_page(browser.post("/habilitations/exporter/droits/", {}))
    assert MOST_PAPER_ROWS > STEP_UP_ROWS
    assert traced() == []
