"""A referral from the door to its closing: routes, clock, pause, ladder, who sees what (DRT-03, DRT-04)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.demo import Demo

ASKER, ASPA, PENSION, MEDIATOR, DIRECTION = (
    "grand-rhin-social",
    "carsat-aspa",
    "carsat-retraite",
    "carsat-mediation",
    "carsat-admin",
)


def door(demo: Demo, route: str, login: str = ASKER) -> dict[str, Any]:
    items = demo.api(login).get("/api/v1/channels").json()["items"]
    return next(one for one in items if one["route"] == route)


def send(demo: Demo, path: str, login: str, **body: object) -> Any:
    return demo.api(login).post(f"/api/v1/saisines{path}", body, content_type="application/json")


def opened(demo: Demo, **body: object) -> dict[str, Any]:
    wanted = {"channel": door(demo, "aspa")["id"], "subject": "aspa", "text": "Dossier bloqué (fictif)."} | body
    answer = send(demo, "", ASKER, **wanted)
    assert answer.status_code == 201, answer.content
    found: dict[str, Any] = answer.json()
    return found


def sees(demo: Demo, login: str, case: dict[str, Any]) -> bool:
    found = demo.api(login).get(f"/api/v1/saisines/{case['id']}").status_code
    listed = {one["id"] for one in demo.api(login).get("/api/v1/saisines?limit=500").json()["items"]}
    assert (found == 200) == (case["id"] in listed)
    return found == 200


def test_a_subject_is_led_to_its_own_door_and_its_clock_is_proved(demo):
    """DRT-03, DRT-04: the ASPA has its own people; three days from the receipt, as the parties read the text."""
    case = opened(demo, channel=door(demo, "other")["id"], urgent=True)

    assert (case["route"], case["led_from"], case["state"]) == ("aspa", "Autres questions", "received")
    assert case["clause"] == "convention, 2.2"
    assert case["proof"][0].startswith("Réception")
    assert "3 jours" in " ".join(case["proof"])


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        (ASKER, True),
        (ASPA, True),
        (PENSION, False),
        (MEDIATOR, False),
        (DIRECTION, False),
        ("grand-rhin-principal", False),
        ("partner-principal", False),
    ],
)
def test_nobody_sees_more_than_their_route(demo, login, expected):
    """DRT-03: neither the other route of the same fund, nor the colleagues of who asks."""
    case = opened(demo)

    assert sees(demo, login, case) is expected


def test_a_case_is_given_to_the_least_laden_agent_of_its_door(demo):
    case = opened(demo)

    assert case["assigned"] == str(demo.somebody(ASPA).membership_id("carsat"))


def test_missing_items_are_all_named(demo):
    answer = send(demo, "", ASKER, channel=door(demo, "aspa")["id"])

    assert answer.status_code == 422
    assert [link["kind"] for link in answer.json()["chain"]] == ["subject", "text"]


def test_the_clock_stops_while_papers_are_awaited_and_resumes_with_them(demo):
    case = opened(demo)
    asked = send(demo, f"/{case['id']}/messages", ASPA, text="Il manque l'avis d'impôt.", kind="need_papers").json()
    assert (asked["state"], asked["due"]) == ("awaiting", None)

    brought = send(demo, f"/{case['id']}/messages", ASKER, text="Le voici.").json()

    assert brought["state"] == "in_progress"
    assert brought["due"] >= case["due"]


def test_only_who_answers_answers_and_the_asker_closes(demo):
    case = opened(demo)
    refused = send(demo, f"/{case['id']}/messages", ASKER, text="Fait.", kind="done")
    assert refused.status_code == 403

    answered = send(demo, f"/{case['id']}/messages", ASPA, text="La pension est due.", kind="done").json()
    assert answered["state"] == "answered"
    closed = send(demo, f"/{case['id']}/close", ASKER).json()

    assert closed["state"] == "closed"
    assert send(demo, f"/{case['id']}/messages", ASKER, text="Encore un mot").status_code == 403


def test_who_takes_a_case_says_it_is_in_progress_and_the_clock_goes_on(demo):
    """Steps `take` and `progress`: neither is an answer."""
    case = opened(demo)
    page = demo.client_of(ASPA).post(f"/saisines/{case['id']}/", {"etape": "take"})
    assert page.status_code == 302

    said = send(demo, f"/{case['id']}/messages", ASPA, text="Nous y travaillons.", kind="in_progress").json()

    assert (said["state"], said["late"]) == ("in_progress", False)
    whole = demo.api(ASKER).get(f"/api/v1/saisines/{case['id']}").json()
    assert [one["step"] for one in whole["messages"]] == ["open", "take", "progress"]
    assert datetime.fromisoformat(said["due"]) == datetime.fromisoformat(case["due"])


def test_an_internal_note_stays_on_its_side(demo):
    case = opened(demo)
    send(demo, f"/{case['id']}/messages", ASPA, text="Voir avec la comptabilité.", kind="note")

    def steps(login: str) -> list[str]:
        whole = demo.api(login).get(f"/api/v1/saisines/{case['id']}").json()
        return [one["step"] for one in whole["messages"]]

    assert (steps(ASPA), steps(ASKER)) == (["open", "note"], ["open"])


def test_a_blocked_case_climbs_to_the_mediator_then_to_the_directorates(demo):
    """DRT-04: on the grounds of the text, one step after the other; the ladder then has no more steps."""
    case = opened(demo, urgent=True)
    assert not sees(demo, MEDIATOR, case)
    without_ground = send(demo, f"/{case['id']}/escalate", ASKER)
    assert without_ground.json()["code"] == "ground_missing"

    up = send(demo, f"/{case['id']}/escalate", ASKER, trigger="blocked", reason="Sans nouvelle").json()
    assert up["rank"] == 1
    assert sees(demo, MEDIATOR, case)
    top = send(demo, f"/{case['id']}/escalate", MEDIATOR, trigger="still_blocked").json()

    assert top["rank"] == 2
    assert sees(demo, DIRECTION, case)
    assert send(demo, f"/{case['id']}/escalate", DIRECTION).json()["code"] == "ladder_over"


def test_a_case_led_to_another_door_keeps_its_first_receipt(demo):
    """CRPA L114-2: the person is told, the date does not move, and who led it sees it no more."""
    case = opened(demo)
    other = next(one for one in demo.api(ASKER).get("/api/v1/channels").json()["items"] if one["route"] == "other")
    led = send(demo, f"/{case['id']}/transfer", ASPA, channel=other["id"], reason="C'est une question de carrière.")

    assert led.status_code == 200, led.content
    assert (led.json()["route"], led.json()["received_at"]) == ("other", case["received_at"])
    assert datetime.fromisoformat(led.json()["due"]) == datetime.fromisoformat(case["due"])
    assert (sees(demo, ASPA, case), sees(demo, PENSION, case), sees(demo, ASKER, case)) == (False, True, True)
    whole = demo.api(ASKER).get(f"/api/v1/saisines/{case['id']}").json()
    assert [one["step"] for one in whole["messages"]] == ["open", "forward"]
