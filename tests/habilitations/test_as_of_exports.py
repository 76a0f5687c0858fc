"""The files of another day say their day, and hold what was known then (MCP-22, MCP-32)."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from socle.habilitations.queries.listing import EVERY
from tests.browsing import browser_of, check_page
from tests.habilitations.bodies import partner
from tests.habilitations.march import DAY, browser, commune, held

__all__ = ["browser", "commune", "held"]
pytestmark = pytest.mark.django_db


def taken(browser, what: str, asked: str, form: str = "csv"):
    response = browser.post(f"/habilitations/exporter/{what}/{asked}", {"format": form})
    assert response.status_code == 200, response.content.decode()[:2000]
    return response


def rows_of(response) -> dict[str, dict[str, str]]:
    text = response.content.decode().removeprefix("\ufeff")
    return {row["Nom"]: row for row in csv.DictReader(StringIO(text), delimiter=";")}


def test_a_file_says_its_day_in_each_row(browser, held):
    listed = rows_of(taken(browser, "droits", f"?as_of={DAY}&etat={EVERY}"))

    assert set(listed) == {"Finie", "Tenue", "Suspendue", "Annulée", "Retirée", "Oubliée"}
    assert {row["État au"] for row in listed.values()} == {DAY}
    assert listed["Suspendue"]["État"] == "suspendue par un gestionnaire"
    assert listed["Suspendue"]["Suspendue jusqu'au"][:10] == "2026-03-10"
    assert (listed["Retirée"]["État"], listed["Retirée"]["Retirée le"], listed["Retirée"]["Fin"]) == (
        "en cours",
        "",
        "",
    )
    assert listed["Retirée"]["Motif du retrait"] == ""
    people = rows_of(taken(browser, "personnes", f"?as_of={DAY}"))
    assert (people["Tenue"]["Droits en cours"], people["Ultérieure"]["Droits en cours"]) == ("1", "0")
    assert (people["Tenue"]["État au"], people["Retirée"]["Prochaine fin de droit"]) == (DAY, "")


@pytest.mark.parametrize("what", ["droits", "personnes", "sieges", "matrice"])
def test_a_workbook_says_its_day_too(browser, held, what):
    book = load_workbook(BytesIO(taken(browser, what, f"?as_of={DAY}", "xlsx").content))

    head, *rows = book.worksheets[0].iter_rows(values_only=True)

    assert head[-1] == "État au"
    assert {row[-1].date() for row in rows} == {date(2026, 3, 3)}
    assert taken(browser, what, f"?as_of={DAY}", "ods").content[:2] == b"PK"


def test_a_file_of_an_absurd_day_does_not_leave(browser, held):
    response = browser.post("/habilitations/exporter/droits/?as_of=2026-02-30", {"format": "csv"})

    assert "Cette date n'est pas lisible" in check_page(response)
    assert not response.has_header("Content-Disposition")


def test_another_organisation_takes_nothing_of_that_day(commune, held, owner):
    with owner():
        other = partner(people=1)

    asked = f"?as_of={DAY}&organisme={commune.organisation.id}"

    assert rows_of(taken(browser_of(other.principal), "droits", asked)) == {}
