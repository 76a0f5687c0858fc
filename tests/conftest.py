"""Real PostgreSQL for every test: a database of its own per worker, the web role by default, no network but loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from socle.database import cluster
from socle.database.provision import provision
from socle.database.roles import APP, OWNER


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker) -> None:
    """A fresh database migrated as the owner; then the connection of the tests takes the web role."""
    server = cluster.ensure_started()
    name = settings.DATABASES["default"]["NAME"]
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute(f'drop database if exists "{name}" with (force)')
    provision(server.admin_url, name, cluster.derived_password)
    with django_db_blocker.unblock():
        call_command("migrate", verbosity=0)
        connection.close()
    connection.settings_dict["OPTIONS"]["options"] = f"-c role={APP}"
    connection.settings_dict["CONN_HEALTH_CHECKS"] = False


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        before = cursor.fetchone()[0]
        cursor.execute(f"set role {role}")
        try:
            yield
            if role == OWNER:
                cursor.execute("set constraints all immediate")
                cursor.execute("set constraints all deferred")
        finally:
            if not connection.needs_rollback:
                cursor.execute(f"set role {before}")


@pytest.fixture
def role(db) -> Callable[[str], AbstractContextManager[None]]:
    """`with role("socle_sealer"):` runs as that role."""
    return acting_as


@pytest.fixture
def owner(db) -> Callable[[], AbstractContextManager[None]]:
    """`with owner():` arranges rows that the web role could not write."""
    return lambda: acting_as(OWNER)


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Real commits, for what several connections must see; the rows stay, so each test uses bodies of its own."""
    with django_db_blocker.unblock():
        yield
        connection.close()
