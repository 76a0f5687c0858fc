"""Real PostgreSQL for every test: a database of its own per worker, the web role by default, no network but loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import fields

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from socle.database import cluster
from socle.database.provision import provision
from socle.database.roles import APP, OWNER
from socle.organismes.panels import additions, hand_in


@pytest.fixture(autouse=True)
def _as_site_handed_them_in() -> Iterator[None]:
    """A test that changes what the rooms above add to the pages of people leaves them as they were."""
    kept = {field.name: getattr(additions(), field.name) for field in fields(additions())}
    yield
    hand_in(**kept)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker) -> None:
    """A fresh database migrated as the owner; then the connection of the tests takes the web role."""
    fresh_database(settings.DATABASES["default"]["NAME"])
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


@contextmanager
def connected_to(name: str, role: str) -> Iterator[None]:
    """The connection of the tests, and those of their threads, on another database under another role."""
    kept = (connection.settings_dict["NAME"], connection.settings_dict["OPTIONS"].get("options"))
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.settings_dict["OPTIONS"]["options"] = f"-c role={role}"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"], connection.settings_dict["OPTIONS"]["options"] = kept


def fresh_database(name: str) -> None:
    """Make an empty database, in place of an older one."""
    server = cluster.ensure_started()
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        admin.execute(f'drop database if exists "{name}" with (force)')
    provision(server.admin_url, name, cluster.derived_password)


@pytest.fixture(scope="session")
def committed_database(django_db_setup, django_db_blocker) -> str:
    """A second database, for the tests that commit: their rows disturb no test that counts."""
    name = f"{settings.DATABASES['default']['NAME']}_committed"
    fresh_database(name)
    with django_db_blocker.unblock(), connected_to(name, OWNER):
        call_command("migrate", verbosity=0)
    return name


@pytest.fixture
def committed(committed_database: str, django_db_blocker) -> Iterator[None]:
    """Real commits, for what several connections must see; the rows stay, so each test uses bodies of its own."""
    with django_db_blocker.unblock(), connected_to(committed_database, APP):
        yield
