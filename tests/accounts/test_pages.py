"""The pages of identity, as a browser without JavaScript meets them."""

from __future__ import annotations

import re

import pytest
from django.test import Client as Browser

from socle.accounts.models import SignIn
from tests.accounts.conftest import PASSWORD, Somebody

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.urls")]


@pytest.fixture
def browser() -> Browser:
    return Browser(enforce_csrf_checks=True, headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})


def post(browser: Browser, url: str, data: dict[str, str] | None = None, page: str = ""):
    shown = browser.get(page or url)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown.content.decode())
    assert token, shown.content.decode()
    return browser.post(url, {"csrfmiddlewaretoken": token[1], **(data or {})})


def sign_in(browser: Browser, zoe: Somebody, code: str | None = None, suite: str = "/"):
    typed = {"identifier": zoe.identifier, "password": PASSWORD, "code": code or zoe.code(), "suite": suite}
    return post(browser, "/connexion", typed)


def test_signing_in_leads_where_one_was_going(browser: Browser, zoe: Somebody) -> None:
    asked = browser.get("/mon-compte")
    assert asked["Location"] == "/connexion?suite=%2Fmon-compte"

    entered = sign_in(browser, zoe, suite="/mon-compte")

    assert (entered.status_code, entered["Location"]) == (302, "/mon-compte")
    cookie = entered.cookies["socle"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    shown = browser.get("/mon-compte")
    assert shown["Cache-Control"] == "no-store"
    assert zoe.identifier in shown.content.decode()
    assert "Firefox sur Linux" in shown.content.decode()


def test_signing_in_never_leads_elsewhere(browser: Browser, zoe: Somebody) -> None:
    assert sign_in(browser, zoe, suite="https://ailleurs.example/")["Location"] == "/"


def test_a_wrong_code_says_nothing_of_the_password(browser: Browser, zoe: Somebody) -> None:
    answer = sign_in(browser, zoe, code="000000")

    assert answer.status_code == 403
    assert "Identifiant, mot de passe ou code incorrect." in answer.content.decode()
    assert "socle" not in answer.cookies
    assert PASSWORD not in answer.content.decode()


def test_r22_nothing_from_before_survives_sign_in_and_step_up(browser: Browser, zoe: Somebody) -> None:
    browser.cookies["socle"] = "planted-by-somebody-else"
    browser.get("/connexion")
    csrf_before = browser.cookies["socle_csrf"].value
    sign_in(browser, zoe)
    first, csrf_after = browser.cookies["socle"].value, browser.cookies["socle_csrf"].value

    answer = post(browser, "/confirmer", {"code": zoe.code(1), "suite": "/mon-compte"})

    assert (answer.status_code, answer["Location"]) == (302, "/mon-compte")
    assert len({first, browser.cookies["socle"].value, "planted-by-somebody-else"}) == 3
    assert csrf_after != csrf_before
    browser.cookies["socle"] = first
    assert browser.get("/").status_code == 302


def test_signing_out_clears_the_browser(browser: Browser, zoe: Somebody, owner) -> None:
    sign_in(browser, zoe)
    token = browser.cookies["socle"].value

    answer = post(browser, "/deconnexion", page="/mon-compte")

    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    browser.cookies["socle"] = token
    assert browser.get("/").status_code == 302
    with owner():
        assert SignIn.objects.get(account_id=zoe.account_id).end_reason == "signed_out"


def test_signing_out_by_reading_a_page_is_impossible(browser: Browser, zoe: Somebody) -> None:
    sign_in(browser, zoe)

    assert browser.get("/deconnexion").status_code == 405
    assert browser.get("/").status_code == 200


def test_other_sign_ins_are_listed_and_closed(browser: Browser, zoe: Somebody) -> None:
    sign_in(browser, zoe)
    other = Browser()
    other.cookies["socle"] = zoe.sign_in(drift=1).token
    assert other.get("/").status_code == 200

    post(browser, "/mon-compte/connexions/fin", page="/mon-compte")

    assert other.get("/").status_code == 302
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/connexion", "/connexion/cle", "/regles-de-connexion", "/activation/inconnu"])
def test_public_pages_are_complete(browser: Browser, path: str) -> None:
    shown = browser.get(path)

    assert shown.status_code == (410 if "activation" in path else 200)
    assert "variable inconnue" not in shown.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/mon-compte",
        "/mon-compte/mot-de-passe",
        "/mon-compte/codes-de-secours",
        "/mon-compte/cles",
        "/confirmer",
        "/changer-organisme",
    ],
)
def test_own_pages_are_complete(browser: Browser, zoe: Somebody, path: str) -> None:
    sign_in(browser, zoe)

    shown = browser.get(path)

    assert shown.status_code == 200
    assert "variable inconnue" not in shown.content.decode()
