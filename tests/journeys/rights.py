"""What the journeys arrange through the API, before a browser opens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.journeys.portal import Portal

MANAGERS = {"Élise Fabréguet", "Denis Aubracq", "Hugues Terrassin"}
T2 = {"service": "cdap", "profile": "T2", "purpose": "tarif-selon-quotient"}
PRINCIPAL = "partner-principal"
CREATED, DELETED = 201, 204


def without_t2(portal: Portal) -> dict[str, str]:
    """Colleagues of the commune to whom the principal may still give a T2 seat: their identifiers by name."""
    status, answer = portal.api(PRINCIPAL, "GET", "/people?without=cdap:T2&limit=100")
    assert status == 200, answer
    return {row["name"]: row["id"] for row in answer["items"] if row["name"] not in MANAGERS}


def t2_seats(portal: Portal) -> dict[str, Any]:
    return portal.api(PRINCIPAL, "GET", "/seats?service=cdap&profile=T2")[1]["items"][0]


def open_right(portal: Portal, person: str, **wished: str) -> str:
    status, answer = portal.api(PRINCIPAL, "POST", "/habilitations", {"person": person, **T2, **wished})
    assert status == CREATED, answer
    return answer["id"]


def close_right(portal: Portal, identifier: str) -> None:
    status, answer = portal.api(PRINCIPAL, "DELETE", f"/habilitations/{identifier}")
    assert status == DELETED, answer


def rights_of(portal: Portal, person: str) -> list[str]:
    rows = portal.api(PRINCIPAL, "GET", "/habilitations?limit=100")[1]["items"]
    return [row["id"] for row in rows if row["person"] == person and row["withdrawn_at"] is None]


@contextmanager
def returned(portal: Portal, *people: str) -> Iterator[None]:
    """Whatever a journey gives to these people is taken back at its end."""
    try:
        yield
    finally:
        for person in people:
            for identifier in rights_of(portal, person):
                close_right(portal, identifier)


def last_actions(portal: Portal, login: str = PRINCIPAL) -> list[str]:
    """What the organisation's traces say was done last."""
    return [row["action"] for row in portal.api(login, "GET", "/traces?limit=30")[1]["items"]]
