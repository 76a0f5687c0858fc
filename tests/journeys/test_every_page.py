"""Every page, for who it is for, wide in light and narrow in dark; for everybody in every look in the drill.

One h1, a quiet console, nothing for axe.
"""

from __future__ import annotations

import os
from functools import cache
from itertools import product
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.architecture.routes import Route, expected
from tests.journeys.names import patterns, routes
from tests.journeys.pages import ACTS, ALLOWED, PAGES, WITHOUT_ACCOUNT, Place, places
from tests.journeys.portal import Portal
from tests.journeys.steps import NARROW, WIDE, People, Visit, check_page, picture

ROLES = (
    "caisse-admin",
    "caisse-supervisor",
    "dpo",
    "partner-principal",
    "partner-suppleant",
    "partner-delegate",
    "social-worker-t2",
    "social-worker-t1",
    "rsa-t4",
    "rsa-control-t18",
    "pajemploi-t21",
)
PRINCIPAL, ADMINISTRATOR, READER = "partner-principal", "caisse-admin", "social-worker-t2"
SUPERVISOR = "caisse-supervisor"
KEEPS_PICTURES = os.environ.get("SOCLE_SCREENSHOTS") == "1"  # by make e2e and make drill
FIRST = (None, ADMINISTRATOR, SUPERVISOR, PRINCIPAL, READER)
IN_BOTH_LOOKS = tuple(role for role in FIRST if role != ADMINISTRATOR)  # its pages are narrow here, wide in the drill
WHO_SEES = {
    "accounts": PRINCIPAL,
    "habilitations": PRINCIPAL,
    "organismes": PRINCIPAL,
    "privacy": PRINCIPAL,
    "dossiers": READER,
    "supervision:ask": SUPERVISOR,
    "supervision:sample_new": SUPERVISOR,
    "supervision:audit_new": SUPERVISOR,
    "supervision:delay": SUPERVISOR,
}


decided = cache(expected)
UNFOLD = "document.querySelectorAll('main details').forEach((one) => { one.open = true })"


def test_every_route_is_a_known_page_or_a_known_act():
    known = set(PAGES) | ACTS
    assert routes() - known == set(), "routes sans ligne dans tests/journeys/pages.py"
    assert known - routes() == set(), "lignes de tests/journeys/pages.py sans route"


@pytest.mark.parametrize("route", sorted(ACTS))
def test_an_act_is_not_a_page(people, portal, route):
    place = Place(values=_any_values(route))
    answer = people.window(PRINCIPAL).request.get(place.address(route, portal))
    assert answer.status == 405


def _any_values(route: str):
    nowhere = "00000000-0000-4000-8000-000000000000"
    names = {"remove_key": "key_id", "end_sign_in": "sign_in_id", "remove_view": "view_id"}
    names |= dict.fromkeys(("import_start", "import_erase", "import_refresh"), "import_id")
    names |= {"review_open": "convention_id", "review_answer": "line_id", "review_undo": "campaign_id"}
    names |= {"draft": "case_id"}
    action = route.partition(":")[2]
    several = {"resumption": ("convention_id", "suspension_id"), "reading_step": ("convention_id", "reading_id")}
    if action in several:
        return lambda _: dict.fromkeys(several[action], nowhere)
    name = "membership_id" if action.startswith("member_") else names.get(action)
    return lambda _: {name: nowhere} if name else {}


def look_at(people: People, page: Page, portal: Portal, wanted: list[tuple[str, Place]], folder: str) -> dict[str, str]:
    """Visit these places and check each; what failed, by place."""
    visit, failed, titles = Visit(page), {}, {}
    for route, place in wanted:
        visit.complaints.clear()
        name = " ".join(filter(None, (route, place.state)))
        response = page.goto(place.address(route, portal))
        page.evaluate(UNFOLD)
        try:
            is_new = check_page(visit, response, people, name)
            if response is not None and response.status == ALLOWED:
                path = urlsplit(page.url).path
                first = titles.setdefault(page.title(), path)
                assert first == path, f"« {page.title()} » : titre de {first} et de {path}"
        except AssertionError as error:
            failed[name] = str(error)[:1500]
            is_new = True
        if is_new and (KEEPS_PICTURES or name in failed):
            picture(page, f"{folder}/{name.replace(':', '-').replace(' ', '-')}")
    return failed


@pytest.mark.parametrize("role", IN_BOTH_LOOKS)
def test_every_page_of_those_it_is_for(people, portal, role):
    wanted = [(route, place) for route, place in places() if _is_tried(role, route, place)]
    page = people.window(role)
    assert look_at(people, page, portal, wanted, f"{role or 'personne'}-light-{WIDE}") == {}


def _is_tried(role: str | None, route: str, place: Place) -> bool:
    """Each sees what is for them in every state; the principal also the other pages once, the reader what opens to them."""
    if role in {None, SUPERVISOR}:
        return _seen_by(route) == role
    if role == READER:
        return not place.state and opens_to_a_user(route)
    return _seen_by(route) == role or not place.state


def opens_to_a_user(route: str) -> bool:
    """Decided in routes.txt; the page of a refusal is the same everywhere, and tests/journeys/test_refusals.py reads it."""
    return decided()[Route("GET", patterns()[route])]["user"] == str(ALLOWED)


@pytest.mark.parametrize("role", FIRST)
def test_every_page_narrow_and_dark(people, portal, role):
    wanted = [(route, place) for route, place in places() if _seen_by(route) == role]
    page = people.window(role, look="dark", width=NARROW)
    assert look_at(people, page, portal, wanted, f"{role or 'personne'}-dark-{NARROW}") == {}


def _seen_by(route: str) -> str | None:
    """Whom a page is for, first of all."""
    if route in WITHOUT_ACCOUNT:
        return None
    return WHO_SEES.get(route) or WHO_SEES.get(route.partition(":")[0], ADMINISTRATOR)


@pytest.mark.drill
@pytest.mark.parametrize(("role", "look", "width"), list(product(ROLES, ("light", "dark"), (WIDE, NARROW))))
def test_every_page_of_everybody_in_every_look(people, portal, role, look, width):
    page = people.window(role, look=look, width=width)
    assert look_at(people, page, portal, places(), f"{role}-{look}-{width}") == {}
