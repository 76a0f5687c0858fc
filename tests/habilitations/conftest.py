"""The browser of a principal; a database where nothing stands behind the ledger, for the controls that must fail."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from django.test import Client

from socle.database import cluster
from socle.database.roles import APP, OWNER
from tests.browsing import browser_of, middleware
from tests.conftest import acting_as, connected_to


@pytest.fixture(autouse=True)
def _given_actor(settings) -> None:
    settings.MIDDLEWARE = middleware(settings.MIDDLEWARE)


@pytest.fixture
def browser(commune) -> Client:
    """The principal of the partner that the module arranges, at their browser."""
    return browser_of(commune.principal)


@pytest.fixture
def unguarded(committed_database, django_db_blocker) -> Iterator[str]:
    """A throw-away copy without the exclusion constraint nor the trigger of seats."""
    name = f"{committed_database}_unguarded"
    with psycopg.connect(cluster.ensure_started().admin_url, autocommit=True) as admin:
        admin.execute(f'drop database if exists "{name}" with (force)')
        admin.execute(f'create database "{name}" template "{committed_database}"')
        with django_db_blocker.unblock(), connected_to(name, APP):
            with acting_as(OWNER), connection.cursor() as cursor:
                cursor.execute("alter table habilitations_seathold drop constraint seat_held_once")
                cursor.execute("drop trigger seat_below_ceiling on habilitations_seathold")
            yield name
        admin.execute(f'drop database "{name}" with (force)')
