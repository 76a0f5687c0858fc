"""What is absent and what is another's are answered alike, byte for byte (R20; ambitions.md, U8; MCP-21, MCP-23).

The two requests differ by one identifier: one that exists nowhere, one of the commune. Its echo, the number of the
request and the tokens of forms are taken out; nothing else may differ. Delays are told by tools/drill_rights.py.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse

from tests.architecture import routes
from tests.architecture.routes import UNKNOWN, Route
from tests.database.attempts import undone

STRANGER = "pajemploi-principal"
PASSING = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"|hx-headers=\'[^\']+\'|'
    rb"\b[0-9a-f]{32}\b|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)
PASSING_HEADERS = {"X-Request-Id", "Content-Security-Policy", "Set-Cookie", "Server-Timing"}
ROUNDS = 7
OF_NOBODY = {"key_id", "sign_in_id", "identity_id"}


def holes(route: Route) -> list[str]:
    return [part.strip("<>{}").rpartition(":")[2] for part in route.pattern.split("/") if part[:1] in {"<", "{"}]


def named() -> list[Route]:
    """Each route whose address names an object by an identifier."""
    table = routes.expected()
    return [
        route
        for route in table
        if any(name.endswith("_id") for name in holes(route)) and not OF_NOBODY & {*holes(route)}
    ]


def variants(route: Route, values: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The address with each identifier in turn replaced by one that exists nowhere, then all of several."""
    names = [name for name in holes(route) if name.endswith("_id")]
    yield from ({**values, name: UNKNOWN} for name in names)
    if len(names) > 1:
        yield {**values, **dict.fromkeys(names, UNKNOWN)}


def bare(answer: HttpResponse) -> tuple[int, dict[str, str], bytes]:
    """What a stranger could compare, without what changes at each request."""
    headers = {
        name: PASSING.sub(b"", text.encode()).decode()
        for name, text in answer.headers.items()
        if name not in PASSING_HEADERS
    }
    return answer.status_code, headers, PASSING.sub(b"", answer.content)


def ask(demo, route: Route, values: Mapping[str, str]) -> HttpResponse:
    client = (demo.api if route.is_api else demo.directory if route.is_directory else demo.client_of)(STRANGER)
    with undone():
        return client.generic(route.method, routes.address(route, dict(values)), **routes.sent_to(route, dict(values)))


@pytest.mark.parametrize("route", named(), ids=lambda route: f"{route.method} {route.pattern}")
def test_an_object_of_another_body_is_answered_as_one_that_does_not_exist(demo, owner, route):
    with owner():
        values = routes.objects()
    theirs = bare(ask(demo, route, values))
    assert not route.is_api or theirs[0] in {403, 404}
    for absent in variants(route, values):
        assert bare(ask(demo, route, absent)) == theirs, absent


QUESTIONS = {
    "a right to give by the API": (
        "POST",
        "/api/v1/habilitations",
        {"service": "cdap", "profile": "T21", "purpose": "x"},
    ),
    "why, by the API": ("POST", "/api/v1/decisions", {"service": "cdap", "profile": "T2"}),
    "why about another day": ("POST", "/api/v1/decisions", {"service": "cdap", "profile": "T2", "as_of": "2026-03-03"}),
    "rights of a person": ("GET", "/api/v1/habilitations?all=true&person={person}", {}),
    "a right to give by a page": ("POST", "/habilitations/nouvelle/", {"profil": "cdap:T21", "finalite": "x"}),
    "the check of a right": ("GET", "/habilitations/nouvelle/?etape=verifier&profil=cdap:T21&personne={person}", {}),
    "why, by a page": ("GET", "/droits/pourquoi/?service=cdap&profil=T2&personne={person}", {}),
    "rights of a body": ("GET", "/habilitations/?organisme={body}", {}),
    "seats of a body": ("GET", "/sieges/?organisme={body}", {}),
    "people of a body": ("GET", "/personnes/?organisme={body}", {}),
    "traces of a person": ("GET", "/traces/?personne={person}", {}),
    "traces of a person by the API": ("GET", "/api/v1/traces?person={person}", {}),
    "a place of another": (
        "POST",
        "/api/v1/habilitations",
        {"service": "afas", "profile": "D1", "purpose": "x", "scope": "{place}"},
    ),
}


def put(demo, question: tuple[str, str, dict[str, str]], person: str, body: str, place: str) -> HttpResponse:
    method, address, said = question
    address = address.format(person=person, body=body)
    said = {name: value.format(place=place) for name, value in said.items()}
    if address.startswith("/api/"):
        content = (
            {"data": json.dumps({"person": person, **said}), "content_type": "application/json"}
            if method == "POST"
            else {}
        )
        return demo.api(STRANGER).generic(method, address, **content)
    browser = demo.client_of(STRANGER)
    return browser.post(address, {"personne": person, **said}) if method == "POST" else browser.get(address)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_about_somebody_else_is_answered_as_about_nobody(demo, owner, question):
    with owner(), connection.cursor() as cursor:
        values = routes.objects()
        cursor.execute("select id from organismes_place limit 1")
        place = str(cursor.fetchone()[0])
    with undone():
        theirs = put(demo, QUESTIONS[question], values["person_id"], values["organisation_id"], place)
    with undone():
        nobody = put(demo, QUESTIONS[question], UNKNOWN, UNKNOWN, UNKNOWN)
    assert bare(theirs) == bare(nobody)


def test_what_differs_is_seen(demo, owner):
    """The control: what the stranger may read differs from what does not exist."""
    route = Route("GET", "conventions/<uuid:convention_id>/")
    own = demo.api(STRANGER).get("/api/v1/conventions").json()["items"][0]["id"]
    assert bare(ask(demo, route, {"convention_id": own})) != bare(ask(demo, route, {"convention_id": UNKNOWN}))


@pytest.mark.drill
def test_the_time_that_both_take_is_told(demo, owner):
    """Reported by tools/drill_rights.py, not asserted: a delay depends on the machine."""
    with owner():
        values = routes.objects()
    told = {}
    for route in named():
        seconds: dict[str, list[float]] = {"theirs": [], "absent": []}
        for _ in range(ROUNDS):
            for name, asked in (("theirs", values), ("absent", next(variants(route, values)))):
                start = time.perf_counter()
                ask(demo, route, asked)
                seconds[name].append(time.perf_counter() - start)
        told[f"{route.method} {route.pattern}"] = [1000 * statistics.median(seconds[name]) for name in seconds]
    if record := os.environ.get("SOCLE_DRILL_RECORD"):
        Path(record).write_text(json.dumps(told), encoding="utf-8")
