"""The directory by territory: search, fallback, writing, telling the other party (DRT-02)."""

from __future__ import annotations

import csv
from io import StringIO
from time import perf_counter
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from socle.notifications.models import Message
from socle.organismes.communes import pick, present, search
from socle.saisines.web.directory_forms import CommuneField
from tests.demo import Demo

KEEPER, READER, STRANGER = "carsat-admin", "grand-rhin-social", "partner-principal"
SCHIRMECK, OBERNAI, STRASBOURG = "67448", "67348", "67482"
API = "/api/v1/directory"


def asked(demo: Demo, login: str = READER, **query: str) -> list[dict[str, Any]]:
    answer = demo.api(login).get(API, query)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def sent(demo: Demo, login: str = KEEPER, path: str = "/sectors", **body: object) -> Any:
    return demo.api(login).post(f"{API}{path}", body, content_type="application/json")


def schirmeck(demo: Demo, **changed: object) -> dict[str, object]:
    item = asked(demo, commune=SCHIRMECK)[0]
    return {
        "convention": item["convention"],
        "term": item["term"],
        "name": "Haute-Bruche",
        "communes": [SCHIRMECK],
        "line": "03 53 01 20 07",
        "permanence": "Mairie, Schirmeck",
        "email": "social.bruche@carsat.example",
        "since": "2026-01-01",
    } | changed


def address(demo: Demo, tail: str = "") -> str:
    item = asked(demo, commune=SCHIRMECK)[0]
    return f"/saisines/annuaire/{item['convention']}/{item['term']}/{tail}"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("strasbourg", "67482"),
        ("STRAS", "67482"),
        ("selestat", "67462"),
        ("67500", "67180"),
        ("st-louis", "97414"),
        ("Allenwiller", "67004"),
        ("hay les roses", "94038"),
        ("67041", "67004"),
    ],
)
def test_a_commune_is_found_by_any_of_its_names_or_postcodes(demo, typed, first):
    assert search(typed)[0].commune.code == first


def test_a_former_code_is_the_present_commune(demo):
    assert present("67041").name == "Sommerau"
    assert present("99999") is None
    assert [one.commune.code for one in pick("Strasbourg (67482)")] == ["67482"]


def test_a_search_among_all_communes_takes_less_than_a_tenth_of_a_second(demo):
    """The figure is measured by tools/bench_directory.py; here a guard, with the noise of a shared machine."""
    search("saint")
    began = perf_counter()
    found = search("saint")

    assert len(found) == 20
    assert perf_counter() - began < 0.5


def test_a_commune_without_coverage_answers_the_number_of_the_clause(demo):
    (item,) = asked(demo, commune=SCHIRMECK)

    assert (item["fallback"], item["line"], item["prompt"], item["sector"]) == (True, "3646", "Service social", "")
    assert item["clause"] == "convention, 2.2"


def test_a_commune_answers_its_sector_and_two_when_they_overlap(demo):
    (item,) = asked(demo, commune=STRASBOURG)

    assert (item["sector"], item["line"], item["fallback"]) == ("Strasbourg", "03 53 01 20 01", False)
    assert [one["sector"] for one in asked(demo, commune=OBERNAI)] == ["Molsheim", "Sélestat"]
    assert asked(demo, q="haguenau")[0]["line"] == "03 53 01 20 12"


def test_only_the_parties_read_the_directory(demo):
    assert asked(demo, STRANGER, commune=STRASBOURG) == []
    assert demo.client_of(STRANGER).get(address(demo)).status_code == 404
    assert demo.client_of(KEEPER).get(address(demo)).status_code == 200


def test_a_new_sector_fills_the_gap_and_the_other_party_is_told_without_any_value(demo, owner):
    answer = sent(demo, **schirmeck(demo))

    assert (answer.status_code, answer.json()["changes"]) == (201, "nouveau secteur, 1 commune")
    assert asked(demo, commune=SCHIRMECK)[0]["sector"] == "Haute-Bruche"
    with owner():
        told = list(Message.objects.filter(kind="saisine:directory_changed"))
    assert {one.recipient for one in told} == {demo.somebody("grand-rhin-principal").email}
    assert "Haute-Bruche" in told[0].body
    assert "03 53" not in told[0].body


def test_ending_a_sector_gives_its_communes_back_to_the_number_of_the_clause(demo):
    written = sent(demo, **schirmeck(demo)).json()
    named = {key: schirmeck(demo)[key] for key in ("convention", "term")}
    ended = sent(demo, path=f"/sectors/{written['sector']}/end", on="2026-01-01", **named)

    assert ended.json()["changes"] == "secteur retiré"
    assert asked(demo, commune=SCHIRMECK)[0]["fallback"] is True


@pytest.mark.parametrize(
    ("login", "changed", "status"),
    [
        (READER, {}, 403),
        ("carsat-aspa", {}, 403),
        (STRANGER, {}, 404),
        (KEEPER, {"line": ""}, 422),
        (KEEPER, {"communes": ["Nulle-Part"]}, 422),
        (KEEPER, {"communes": []}, 422),
    ],
)
def test_who_does_not_keep_it_and_what_is_incomplete_are_refused(demo, login, changed, status):
    answer = sent(demo, login, **schirmeck(demo, **changed))

    assert answer.status_code == status, answer.content
    assert asked(demo, commune=SCHIRMECK)[0]["fallback"] is True


def test_the_page_shows_the_gap_the_overlap_and_what_changed(demo):
    page = demo.client_of(READER).get(address(demo)).content.decode()

    assert "Schirmeck (67448)" in page
    assert "Molsheim et Sélestat" in page
    assert "Haguenau : ligne directe" in page
    assert "Ajouter un secteur" not in page
    assert "Ajouter un secteur" in demo.client_of(KEEPER).get(address(demo)).content.decode()


def test_another_day_is_read_as_it_was_answered_then(demo):
    page = demo.client_of(READER).get(address(demo), {"as_of": "2026-10-01"}).content.decode()

    assert "03 53 01 20 02" in page
    assert "03 53 01 20 12" not in page


def test_the_file_has_each_commune_with_its_answer(demo):
    answer = demo.client_of(READER).get(address(demo, "csv/"))
    rows = list(csv.DictReader(StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))

    assert len(rows) == 515
    assert next(row for row in rows if row["Code Insee"] == SCHIRMECK)["Ligne directe"].startswith("3646")


def test_the_form_writes_a_sector_and_names_what_is_missing(demo):
    form = {"nom": "Bruche", "communes": "schirmeck", "depuis": "2026-01-01"}
    refused = demo.client_of(KEEPER).post(address(demo, "secteur/"), form)
    done = demo.client_of(KEEPER).post(
        address(demo, "secteur/"), form | {"ligne": "03 53 01 20 07", "permanence": "Mairie", "courriel": "a@b.example"}
    )

    assert (refused.status_code, done.status_code) == (422, 302)
    assert "Rien n'est enregistré" in refused.content.decode()
    assert asked(demo, commune=SCHIRMECK)[0]["sector"] == "Bruche"


def test_the_case_shows_who_covers_its_commune(demo):
    door = next(one for one in demo.api(READER).get("/api/v1/channels").json()["items"] if one["route"] == "aspa")
    form = {"sujet": "aspa", "texte": "Bloqué (fictif).", "personne": "Odette Fictive", "urgence": "on"}
    browser = demo.client_of(READER)
    several = browser.post(f"/saisines/nouvelle/{door['id']}/", form | {"commune": "67500"})
    answer = browser.post(f"/saisines/nouvelle/{door['id']}/", form | {"commune": "strasbourg"})

    assert several.status_code == 422
    assert '<option value="Haguenau (67180)">' in several.content.decode()
    assert answer.status_code == 302, answer.content
    assert "Strasbourg, 03 53 01 20 01" in browser.get(answer["Location"]).content.decode()


def test_a_name_that_several_communes_bear_becomes_a_list(demo):
    field = CommuneField(required=False)
    with pytest.raises(ValidationError, match="choisissez dans la liste"):
        field.clean("67500")

    assert {"Haguenau (67180)", ""} <= {value for value, _ in field.widget.choices}
    assert field.clean("Haguenau (67180)") == field.clean("67180") == "67180"
    assert field.clean("") == ""
    with pytest.raises(ValidationError, match="Aucune commune"):
        field.clean("zzzz")
