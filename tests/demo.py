"""The demonstration in a database of its own, read by many tests: loaded once, each test rolls its changes back.

A conftest imports the fixtures: `from tests.demo import demo, demo_connection, demo_database`. Then a test asks for `demo`:
`demo.client_of("partner-principal").get("/")`, `demo.api("social-worker-t2").post(...)`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache

import pyotp
import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client as Browser
from django.utils import timezone

from socle.accounts import actions, cookies
from socle.accounts.domain.client import Client
from socle.accounts.domain.states import TokenScope
from socle.database.roles import APP, OWNER
from socle.site.demonstration import secrets
from socle.site.demonstration.loading import load
from socle.site.demonstration.people import Somebody, cast
from tests.conftest import connected_to, copied, migrated, pointed_at

LOGINS = {one.login: one for one in cast().people if one.login}


@dataclass(frozen=True)
class Demo:
    """Who can sign in, already signed in: by cookie and by bearer token."""

    cookies: dict[str, str]
    tokens: dict[str, str]
    directories: dict[str, str]

    def somebody(self, login: str) -> Somebody:
        return LOGINS[login]

    def client_of(self, login: str | None) -> Browser:
        """A browser where this person has just signed in; nobody when None."""
        browser = Browser(raise_request_exception=False)
        if login:
            browser.cookies[cookies.SIGN_IN] = self.cookies[login]
        return browser

    def api(self, login: str | None) -> Browser:
        """A client of the API that carries this person's « manage » token."""
        headers = {"Authorization": f"Bearer {self.tokens[login]}"} if login else {}
        return Browser(raise_request_exception=False, headers=headers)

    def directory(self, login: str | None) -> Browser:
        """The directory of a body, with the « scim » token of this person."""
        headers = {"Authorization": f"Bearer {self.directories[login]}"} if login else {}
        return Browser(raise_request_exception=False, headers=headers)


def _signed_in(login: str) -> str:
    code = pyotp.TOTP(secrets.totp_secret(login)).at(timezone.now())
    return actions.sign_in(login, secrets.password(login), code, Client()).token


def _token(login: str, scope: TokenScope) -> str:
    return actions.create_token(login, scope, client=Client(channel="cli")).token


def _loaded(name: str) -> str:
    """The demonstration, with everybody signed in."""
    copied(name, "migrated", migrated)
    with connected_to(name, OWNER):
        load(lambda _: None)
    with connected_to(name, APP):
        made = Demo(
            {login: _signed_in(login) for login in LOGINS},
            {login: _token(login, TokenScope.MANAGE) for login in LOGINS},
            {login: _token(login, TokenScope.SCIM) for login in LOGINS},
        )
    return json.dumps(asdict(made))


@cache
def _made(name: str) -> Demo:
    """Loaded once a run, copied once a process: each conftest that imports the fixtures has its own copy of them."""
    return Demo(**json.loads(copied(name, "demo", _loaded)))


@pytest.fixture(scope="session")
def demo_database(django_db_setup, django_db_blocker) -> tuple[str, Demo]:
    """A database of this worker, migrated, loaded, with everybody signed in; committed."""
    name = f"{settings.DATABASES['default']['NAME']}_demo"
    with django_db_blocker.unblock():
        return name, _made(name)


@cache
def _kept_open() -> BaseDatabaseWrapper:
    """The connection of the demonstration: opened once, it serves every test that reads it."""
    return connections.create_connection(DEFAULT_DB_ALIAS)


@pytest.fixture
def demo_connection(demo_database: tuple[str, Demo], django_db_blocker) -> Iterator[None]:
    assert not connection.in_atomic_block, "ask for demo before any other fixture of the database"
    others = connections[DEFAULT_DB_ALIAS]
    with django_db_blocker.unblock(), pointed_at(demo_database[0], APP):
        connections[DEFAULT_DB_ALIAS] = _kept_open()
        try:
            yield
        finally:
            connections[DEFAULT_DB_ALIAS] = others


@pytest.fixture
def demo(demo_database: tuple[str, Demo], demo_connection: None, db: None) -> Demo:
    """The demonstration under the web role, in a transaction that ends with the test."""
    return demo_database[1]
