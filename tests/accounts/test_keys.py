"""Security keys: registered by a confirmed person, verified by their user, each challenge answered once."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client as Browser

from socle.accounts import actions, queries
from socle.accounts.models import WebauthnCredential
from socle.database.transactions import transaction
from socle.kernel.decision import Refused
from tests.accounts.authenticator import Authenticator
from tests.accounts.conftest import CLIENT, Somebody

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.urls")]


@pytest.fixture
def key() -> Authenticator:
    return Authenticator(settings.ORIGIN)


@pytest.fixture
def registered(zoe: Somebody, key: Authenticator) -> Somebody:
    actor = zoe.actor(zoe.sign_in(drift=-1))
    begun = actions.begin_key(actor)
    actions.add_key(actor, begun.state, key.create(begun.options), "clé bleue")
    return zoe


def enter(key: Authenticator, begun: actions.Ceremony | None = None) -> actions.Opened:
    begun = begun or actions.begin_key_sign_in()
    return actions.sign_in_with_key(begun.state, key.get(begun.options), CLIENT)


def test_a_key_verified_by_its_user_opens_a_sign_in(registered: Somebody, key: Authenticator) -> None:
    opened = enter(key)

    found = queries.resolve_session(opened.token)
    assert found is not None
    assert found.account_id == registered.account_id
    assert enter(key).token != opened.token


def test_a_challenge_is_answered_once(registered: Somebody, key: Authenticator) -> None:
    begun = actions.begin_key_sign_in()
    answer = key.get(begun.options)
    actions.sign_in_with_key(begun.state, answer, CLIENT)

    with pytest.raises(Refused, match="pas été reconnue"):
        actions.sign_in_with_key(begun.state, answer, CLIENT)


@pytest.mark.parametrize("fault", ["origin", "user", "challenge", "counter", "owner"])
def test_a_key_is_refused(registered: Somebody, key: Authenticator, fault: str) -> None:
    enter(key)
    begun = actions.begin_key_sign_in()
    if fault == "origin":
        key.origin = "https://socle.imposteur.example"
    if fault == "user":
        key.is_verifying = False
    if fault == "challenge":
        begun = replace(begun, state={**begun.state, "challenge": "AAAA"})
    if fault == "counter":
        key.counter = 0
    if fault == "owner":
        key = Authenticator(settings.ORIGIN, credential_id=key.credential_id)

    with pytest.raises(Refused, match="pas été reconnue"):
        enter(key, begun)


def test_registering_ends_the_other_sign_ins(zoe: Somebody, key: Authenticator) -> None:
    other = zoe.sign_in(drift=-1)
    mine = zoe.sign_in()
    begun = actions.begin_key(zoe.actor(mine))

    actions.add_key(zoe.actor(mine), begun.state, key.create(begun.options), "")

    assert queries.resolve_session(other.token) is None
    assert queries.resolve_session(mine.token) is not None


def test_removing_a_key(registered: Somebody, key: Authenticator) -> None:
    actor = registered.actor(registered.sign_in())
    with transaction(actor):
        row = WebauthnCredential.objects.get(account_id=registered.account_id)

    assert actions.remove_key(actor, row.id)

    assert not actions.remove_key(actor, row.id)
    with pytest.raises(Refused):
        enter(key)


def test_the_whole_ceremony_through_the_pages(registered: Somebody, key: Authenticator) -> None:
    browser = Browser()
    begun = browser.post("/connexion/cle/debut")
    assert begun.cookies["socle-cle"]["samesite"] == "Strict"

    done = browser.post("/connexion/cle/fin", {"answer": json.dumps(key.get(begun.json()["options"]))})

    assert done.json() == {"next": "/"}
    assert registered.account_id == queries.resolve_session(browser.cookies["socle"].value).account_id
    replayed = browser.post("/connexion/cle/fin", {"answer": "{}"})
    assert replayed.status_code == 403
    assert "reason" in replayed.json()


def test_registering_through_the_pages(zoe: Somebody, key: Authenticator) -> None:
    browser = Browser()
    browser.cookies["socle"] = zoe.sign_in().token
    begun = browser.post("/mon-compte/cles/debut").json()

    done = browser.post(
        "/mon-compte/cles/fin", {"answer": json.dumps(key.create(begun["options"])), "name": "clé bleue"}
    )

    assert done.json() == {"next": "/mon-compte"}
    shown = browser.get("/mon-compte").content.decode()
    assert "clé bleue" in shown
    assert "variable inconnue" not in shown
