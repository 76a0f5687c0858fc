"""Search in French over what one may read, kept in the transaction, forgotten with the case."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from socle.database.roles import APP, OWNER, WORKER
from socle.database.transactions import run, transaction
from socle.saisines.actions import wiping
from socle.saisines.models import Saisine
from tests.conftest import acting_as
from tests.demo import Demo
from tests.saisines.test_referrals import ASKER, ASPA, PENSION, opened, send

PERSON = {"name": "Éléonore Zimmerlinck"}


def numbers(demo: Demo, login: str, words: str) -> set[str]:
    """What the page of a reader lists for these words."""
    page = demo.client_of(login).get("/saisines/", {"mots": words, "etat": ""})
    assert page.status_code == 200
    found = demo.api(login).get("/api/v1/saisines?limit=500").json()["items"]
    return {one["number"] for one in found if one["number"] in page.content.decode()}


@pytest.fixture
def case(demo):
    return opened(demo, person=PERSON, text="Les versements sont interrompus depuis l'été.")


@pytest.mark.parametrize(
    "words",
    ["ZIMMERLINCK", "eleonore", "VERSEMENT interrompus", "été", "Éléonore depuis versement", "zimerlink", "aspa"],
)
def test_accents_capitals_endings_and_a_slip_of_the_pen_do_not_matter(demo, case, words):
    assert case["number"] in numbers(demo, ASPA, words)
    assert case["number"] in numbers(demo, ASKER, words)


@pytest.mark.parametrize("words", ["Zorglub", "versement -interrompus", "' or 1=1 --", "& | ! :*"])
def test_other_words_find_nothing_and_odd_ones_break_nothing(demo, case, words):
    assert case["number"] not in numbers(demo, ASPA, words)


def test_its_number_finds_it(demo, case):
    assert numbers(demo, ASPA, case["number"]) == {case["number"]}
    assert case["number"] in numbers(demo, ASPA, case["number"].partition("-")[2])


def test_who_does_not_see_a_case_does_not_find_it(demo, case):
    with acting_as(APP):
        assert numbers(demo, PENSION, "Zimmerlinck") == set()


def test_an_internal_note_is_found_by_its_own_side_alone(demo, case):
    send(demo, f"/{case['id']}/messages", ASPA, text="Voir la comptabilité analytique.", kind="note")
    assert case["number"] in numbers(demo, ASPA, "comptabilité")
    assert case["number"] in numbers(demo, ASPA, "comptabilité zimmerlinck")
    assert case["number"] not in numbers(demo, ASKER, "comptabilité")


def test_a_case_led_to_another_door_is_found_there_and_no_more_here(demo, case):
    other = next(one for one in demo.api(ASKER).get("/api/v1/channels").json()["items"] if one["route"] == "other")
    send(demo, f"/{case['id']}/transfer", ASPA, channel=other["id"], reason="Question de carrière.")
    assert case["number"] in numbers(demo, PENSION, "Zimmerlinck")
    assert numbers(demo, ASPA, "Zimmerlinck") == set()


def test_what_is_wiped_is_found_by_its_number_only(demo, case):
    send(demo, f"/{case['id']}/messages", ASPA, text="C'est réglé.", kind="done")
    send(demo, f"/{case['id']}/close", ASKER)
    with acting_as(OWNER), transaction(None):
        day = Saisine.objects.get(id=case["id"]).wipe_on
    with acting_as(WORKER):
        run(None, lambda _at: wiping.wipe_some(datetime.combine(day, time(12), UTC)))
    assert numbers(demo, ASPA, "Zimmerlinck") == set()
    assert numbers(demo, ASPA, "interrompus") == set()
    assert case["number"] in numbers(demo, ASPA, case["number"])
