"""Every error of the API is a problem of RFC 9457 with what is wrong, where, and what to do (docs/api.md)."""

from __future__ import annotations

import json
from http import HTTPStatus
from uuid import UUID

import pytest

from socle.site import problems
from socle.site.demonstration.people import cast
from tests.database import catalogue
from tests.demo import LOGINS, Demo

PERSON = next(str(one.person_id) for one in cast().people if one.last_name == "Fontanges")
HOLDER = str(LOGINS["social-worker-t2"].person_id)
RIGHT = {"service": "cdap", "profile": "T2", "purpose": "tarif-selon-quotient"}
UNKNOWN = "00000000-0000-4000-8000-000000000000"
JSON = "application/json"
TITLES = {422: "Unprocessable Content"}


def ask(demo: Demo, login: str | None, method: str, path: str, body: object = None):
    return demo.api(login).generic(
        method, f"/api/v1/{path}", *([] if body is None else [_json(body)]), content_type=JSON
    )


def _json(body: object) -> str:
    return body if isinstance(body, str) else json.dumps(body)


SITUATIONS = {
    "nobody": (None, "GET", "people", None, 401),
    "a user lists people": ("social-worker-t2", "GET", "people", None, 403),
    "a user opens a right": ("social-worker-t2", "POST", "habilitations", RIGHT | {"person": PERSON}, 403),
    "a manager consults a file": (
        "partner-principal",
        "POST",
        "consultations",
        {"profile": "T2", "purpose": "x", "key": {"caisse": "999", "numero": "1000001"}},
        403,
    ),
    "an unknown convention": ("partner-principal", "GET", f"conventions/{UNKNOWN}/terms", None, 404),
    "an unknown right": ("partner-principal", "DELETE", f"habilitations/{UNKNOWN}", None, 404),
    "an unknown address": ("partner-principal", "GET", "nothing/here", None, 404),
    "a right held twice": ("partner-principal", "POST", "habilitations", RIGHT | {"person": HOLDER}, 409),
    "a body without its fields": ("partner-principal", "POST", "habilitations", {}, 422),
    "an identifier that is not one": ("partner-principal", "DELETE", "habilitations/x", None, 422),
    "a page too large": ("partner-principal", "GET", "people?limit=100000", None, 422),
    "a body that is not JSON": ("partner-principal", "POST", "habilitations", "{", 400),
    "a NUL in the address": ("partner-principal", "GET", "people?search=%00", None, 400),
    "a NUL in the body": (
        "partner-principal",
        "POST",
        "habilitations",
        RIGHT | {"person": PERSON, "profile": "\0"},
        400,
    ),
    "a cursor of another list": ("partner-principal", "GET", "people?cursor=abc", None, 400),
}


@pytest.mark.parametrize("situation", SITUATIONS.values(), ids=SITUATIONS)
def test_an_error_is_a_problem(demo, situation):
    login, method, path, body, status = situation

    answer = ask(demo, login, method, path, body)

    said = answer.json()
    assert (answer.status_code, said["status"]) == (status, status), said
    assert answer["Content-Type"] == "application/problem+json"
    assert said["type"] == "about:blank"
    assert said["title"] == TITLES.get(status, HTTPStatus(status).phrase)
    assert len(said["reason"]) > 10
    assert said["request_id"] == answer["X-Request-Id"]
    if status in {401, 403, 404, 409, 422}:
        assert said["fix"]
    if status in {403, 409}:
        assert said["clause"]
        assert said["code"]


def test_without_token_the_answer_says_which_kind_is_wanted(demo):
    assert ask(demo, None, "GET", "people")["WWW-Authenticate"] == 'Bearer realm="socle"'


def test_each_wrong_field_is_named(demo):
    errors = ask(demo, "partner-principal", "POST", "habilitations", {"person": "x"}).json()["errors"]
    assert {"person", "service", "profile"} <= {one["field"].split(".")[-1] for one in errors}


def test_the_thirteenth_seat_is_refused_with_its_clause(demo, owner):
    with owner():
        free = "select p.id from organismes_person p join organismes_membership m on m.person_id = p.id "
        free += "where m.organisation_id = (select organisation_id from organismes_membership where person_id = %s) "
        free += "and not exists (select from habilitations_habilitation h where h.membership_id = m.id) "
        free += "and not exists (select from habilitations_delegation d where d.membership_id = m.id)"
        people = [str(person) for (person,) in catalogue.rows(free, UUID(HOLDER))]
    answers = [ask(demo, "partner-principal", "POST", "habilitations", RIGHT | {"person": one}) for one in people[:13]]

    assert [answer.status_code for answer in answers].count(201) == 8
    last = answers[-1].json()
    assert last["status"] == 409
    assert last["code"] == "seats_exhausted"
    assert last["clause"] == "bulletin CDAP, 2"
    assert "12" in last["reason"]


def test_an_error_of_ours_is_a_problem_too(rf):
    request = rf.get("/api/v1/people")
    request.id = "7f3a9c"
    answer = problems.server_error(request)
    said = json.loads(answer.content)
    assert (answer.status_code, said["status"], said["request_id"]) == (500, 500, "7f3a9c")
    assert said["fix"]
