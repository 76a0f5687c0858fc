"""A value that nobody should send is a clear refusal, never an error of the server (style.md, « Errors »)."""

import base64
import json
from uuid import uuid4

import pytest

from socle.site.browsers import browser_of

SOMEBODY = str(uuid4())
FAR = ("0001-01-01", "9999-12-31", "9999-12-31T23:59:59-23:59")


def cursor(*key: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("collection", "key"),
    [
        ("people", ("a", "b", "pas un uuid")),
        ("people", ("\ud800", "b", SOMEBODY)),
        ("people", ("\0", "b", SOMEBODY)),
        ("habilitations", ("pas une date", SOMEBODY)),
        ("habilitations", ("2026-01-01T00:00:00+00:00", "pas un uuid")),
        ("habilitations", ("0001-01-01T00:00:00+14:00", SOMEBODY)),
        ("conventions", ("\0", "b")),
        ("conventions", (1, 2)),
    ],
)
def test_a_forged_cursor_is_refused_with_a_remedy(demo, collection, key):
    answer = demo.api("partner-principal").get(f"/api/v1/{collection}?cursor={cursor(*key)}")
    assert answer.status_code == 400, answer.content
    assert "depuis le début" in answer.json()["fix"]


@pytest.mark.parametrize("day", FAR)
def test_a_day_out_of_reach_is_refused_by_the_api(demo, day):
    api = demo.api("partner-principal")
    convention = api.get("/api/v1/conventions").json()["items"][0]["id"]
    question = {"person": SOMEBODY, "service": "cdap", "profile": "T2", "as_of": day}
    right = {"person": SOMEBODY, "service": "cdap", "profile": "T2", "purpose": "x", "valid_to": day}
    for answer in (
        api.get(f"/api/v1/conventions/{convention}/terms", {"as_of": day}),
        api.get("/api/v1/traces", {"until": day}),
        api.post("/api/v1/decisions", question, content_type="application/json"),
        api.post("/api/v1/habilitations", right, content_type="application/json"),
    ):
        assert answer.status_code == 422, answer.content
        assert "entre 1900 et 2199" in answer.json()["reason"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_out_of_reach_is_refused_by_the_pages(demo, day):
    browser = demo.client_of("partner-principal")
    convention = demo.api("partner-principal").get("/api/v1/conventions").json()["items"][0]["id"]
    for address in (
        f"/droits/pourquoi/?service=cdap&profil=T2&au={day}T10:00",
        f"/conventions/{convention}/?as_of={day}",
        f"/traces/?depuis={day}T10:00",
    ):
        assert browser.get(address).status_code == 200, address


def test_a_browser_of_a_thousand_digits_is_only_an_unknown_browser(demo):
    assert browser_of("Firefox/" + "9" * 5000) is None or browser_of("Firefox/" + "9" * 5000)[1] < 10**6
    answer = demo.client_of("partner-principal").get("/", headers={"User-Agent": "Firefox/" + "9" * 5000})
    assert answer.status_code == 200


def test_withdrawing_a_right_that_is_not_visible_is_a_page_not_found(demo):
    """R20: the form of another body's right answered by an error of the server."""
    browser = demo.client_of("partner-principal")
    theirs = demo.api("dept-principal").get("/api/v1/habilitations").json()["items"][0]["id"]
    pages = [browser.post(f"/habilitations/{one}/retirer/", {"motif": "x"}) for one in (theirs, SOMEBODY)]
    assert [page.status_code for page in pages] == [404, 404]


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_a_body_too_big_says_that_it_is_too_big(demo, kind):
    answer = demo.api("partner-principal").post("/api/v1/decisions", "x=" + "y" * 3_000_000, content_type=kind)
    assert answer.status_code == 400
    assert "trop grosse" in answer.json()["reason"]
