"""Who is answered what, on every route: `routes.txt` is the specification (style.md, law 2)."""

from __future__ import annotations

import pytest

from tests.architecture import routes
from tests.architecture.routes import Route

EXPECTED = routes.expected()
OF_THE_COMMUNE = ("person_id", "membership_id", "habilitation_id", "convention_id", "trace_id", "user_id")
OPEN_TO_ALL = {
    "accessibilite": "a public statement (RGAA)",
    "agenda/<str:token>.ics": "the secret address is the proof; an unknown one is not found",
    "activation/<str:token>": "the link is the proof",
    "saisines/repondre/<str:token>/": "the link is the proof, for one case",
    "connexion": "to sign in",
    **dict.fromkeys(("connexion/agent", "connexion/agent/code"), "to sign in with a provider; absent without one"),
    **dict.fromkeys(("connexion/agent/retour", "connexion/agent/fin"), "where the provider sends browsers back"),
    "connexion/cle": "to sign in",
    "connexion/cle/debut": "to sign in",
    "connexion/cle/fin": "to sign in",
    "health/live": "watched by the operator",
    "health/ready": "watched by the operator",
    "regles-de-connexion": "what the service asks, said before",
    "api/v1/openapi.json": "the description of the API holds no data",
}


@pytest.mark.parametrize("route", EXPECTED, ids=lambda route: f"{route.method} {route.pattern}")
def test_each_role_is_answered_as_decided(demo, owner, route):
    with owner():
        values = routes.objects()
    observed = routes.observed(demo, route, values)
    assert observed == EXPECTED[route], f"decide, then write:\n{routes.line(route, observed)}"


def test_every_route_is_decided(db):
    found = routes.found()
    undecided = "\n".join(sorted(f"{one.method} {one.pattern}" for one in found - EXPECTED.keys()))
    assert not undecided, f"decide what each role is answered, in routes.txt:\n{undecided}"
    assert not EXPECTED.keys() - found, "routes.txt names routes that no longer exist"


def test_a_forgotten_route_is_seen(db):
    assert Route("GET", "oubliee") in routes.found("tests.architecture.extra_urls") - EXPECTED.keys()


def test_another_body_reaches_no_object_of_the_commune():
    named = [route for route in EXPECTED if any(name in route.pattern for name in OF_THE_COMMUNE)]
    assert len(named) > 20
    assert {EXPECTED[route]["other"] for route in named} <= {"403", "404", "405"}


def test_nobody_enters_without_signing_in():
    closed = [cells for route, cells in EXPECTED.items() if route.pattern not in OPEN_TO_ALL]
    assert {cells["anonymous"] for cells in closed} == {"302", "401"}


def test_a_role_never_meets_an_error_of_ours():
    assert not [route for route, cells in EXPECTED.items() if any(status[0] == "5" for status in cells.values())]
