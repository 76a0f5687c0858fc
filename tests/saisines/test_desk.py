"""The service desk: its callers, its items, its hours, what it announces, whom it calls (MCP-40 to MCP-42)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.database import catalogue
from tests.demo import Demo

SUPPORT, DESK, ADMIN, USER = "partner-principal", "caisse-desk", "caisse-admin", "social-worker-t2"
DESKS = "/saisines/annonces/"


def channels(demo: Demo, login: str) -> dict[str, dict[str, Any]]:
    items = demo.api(login).get("/api/v1/channels").json()["items"]
    return {one["name"]: one for one in items if one["kind"] == "ticket"}


def test_only_named_support_people_reach_the_second_level(demo):
    """MCP-40: a user writes to their own support; the desk of the caisse answers to support people."""
    assert "Centre de services Caf" in channels(demo, SUPPORT)
    assert set(channels(demo, USER)) == {"Support du partenaire"}
    door = channels(demo, SUPPORT)["Centre de services Caf"]["id"]
    refused = demo.api(USER).post(
        "/api/v1/saisines", {"channel": door, "text": "Bloqué"}, content_type="application/json"
    )

    assert (refused.status_code, refused.json()["code"]) == (403, "not_a_caller")


def test_the_three_mandatory_items_are_two_known_ones_and_a_description(demo):
    """MCP-40: legal name and convention number are known; the description is asked."""
    door = channels(demo, SUPPORT)["Centre de services Caf"]
    assert door["required"] == ["legal_name", "convention_number", "description"]

    refused = demo.api(SUPPORT).post("/api/v1/saisines", {"channel": door["id"]}, content_type="application/json")

    assert refused.status_code == 422
    assert [one["kind"] for one in refused.json()["chain"]] == ["description"]


def test_an_error_page_hands_its_number_to_the_desk(demo):
    page = demo.client_of(SUPPORT).get("/saisines/nouvelle/?page=/droits/&demande=abc123").content.decode()
    assert "page=%2Fdroits%2F&amp;demande=abc123" in page
    door = channels(demo, SUPPORT)["Centre de services Caf"]["id"]
    address = f"/saisines/nouvelle/{door}/?page=/droits/&demande=abc123"
    assert "la demande n° abc123" in demo.client_of(SUPPORT).get(address).content.decode()

    sent = demo.client_of(SUPPORT).post(address, {"texte": "La page des droits échoue (fictif)."}, follow=True)

    assert "/droits/ · abc123" in sent.content.decode()


def announced(demo: Demo, login: str, **changed: str) -> Any:
    begins = timezone.localtime() + timedelta(days=2)
    form = {
        "nature": "stop",
        "titre": "Bascule de serveur",
        "debut": f"{begins:%Y-%m-%dT%H:%M}",
        "fin": f"{begins + timedelta(hours=2):%Y-%m-%dT%H:%M}",
    }
    return demo.client_of(login).post(DESKS, form | changed)


def test_a_planned_stop_is_told_to_the_partners_before_they_write(demo, owner):
    """MCP-42: the partner's manager of services receives it; everybody reads it before writing to the desk."""
    assert announced(demo, ADMIN).status_code == 302
    with owner():
        told = catalogue.rows("select recipient, body from notifications_message where kind = 'saisine:stop'")
    assert len(told) == len({address for address, _ in told}) >= 1
    assert all("Bascule de serveur" in body for _, body in told)

    page = demo.client_of(SUPPORT).get("/saisines/nouvelle/").content.decode()
    assert "Arrêt prévu : Bascule de serveur" in page
    assert "Bascule de serveur" not in demo.client_of("maires-principal").get("/saisines/nouvelle/").content.decode()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"fin": ""}, "Un arrêt prévu a une fin"),
        ({"debut": "2020-01-01T08:00"}, "Un arrêt s&#x27;annonce avant de commencer"),
        ({"titre": " "}, "obligatoire"),
        ({"fin": "2020-01-01T08:00"}, "La fin doit venir après le début"),
    ],
)
def test_a_stop_that_is_none_is_refused_with_its_reason(demo, changed, says):
    answer = announced(demo, ADMIN, **changed)

    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_who_does_not_run_the_desk_announces_nothing(demo):
    assert announced(demo, DESK).status_code == 403


def test_a_ticket_without_answer_climbs_at_once_only_when_urgent(demo):
    """MCP-41: after ten working days, or at once for a case called urgent; in the order of the contacts."""
    door = channels(demo, SUPPORT)["Centre de services Caf"]["id"]

    def ticket(*, urgent: bool) -> dict[str, Any]:
        body = {"channel": door, "text": "Accès coupé (fictif).", "urgent": urgent}
        return demo.api(SUPPORT).post("/api/v1/saisines", body, content_type="application/json").json()

    def climb(case: dict[str, Any]) -> Any:
        path = f"/api/v1/saisines/{case['id']}/escalate"
        return demo.api(SUPPORT).post(path, {}, content_type="application/json")

    assert climb(ticket(urgent=False)).json()["code"] == "answer_awaited"
    up = climb(ticket(urgent=True))
    assert (up.status_code, up.json()["rank"]) == (200, 1)
