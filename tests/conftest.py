"""Real PostgreSQL for every test: a database of its own per worker, the web role by default, no network but loopback."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import fields
from uuid import uuid4

import psycopg
import psycopg.sql
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from whitenoise.middleware import WhiteNoiseMiddleware

from socle.database import cluster
from socle.database.provision import provision
from socle.database.roles import APP, OWNER
from socle.organismes.panels import additions, hand_in

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid4().hex
TOLD = "select shobj_description(oid, 'pg_database') from pg_database where datname = %s"


@pytest.fixture(autouse=True)
def _as_site_handed_them_in() -> Iterator[None]:
    """A test that changes what the rooms above add to the pages of people leaves them as they were."""
    kept = {field.name: getattr(additions(), field.name) for field in fields(additions())}
    yield
    hand_in(**kept)


@pytest.fixture(scope="session", autouse=True)
def _static_files_listed_once() -> Iterator[None]:
    """Each test client makes its own middleware: the files of the theme are looked up once a process, not by each."""
    look_up = WhiteNoiseMiddleware.add_files_from_finders
    found: dict[tuple[str, bool], dict[str, object]] = {}

    def listed(served: WhiteNoiseMiddleware) -> None:
        key = (served.static_prefix, served.autorefresh)
        if key not in found:
            look_up(served)
            found[key] = dict(served.files)
        served.files.update(found[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", listed)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker) -> None:
    """A fresh database migrated as the owner; then the connection of the tests takes the web role."""
    with django_db_blocker.unblock():
        copied(settings.DATABASES["default"]["NAME"], "migrated", migrated)
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
def pointed_at(name: str, role: str) -> Iterator[None]:
    """The connections opened meanwhile are on another database under another role."""
    told = connection.settings_dict
    kept = (told["NAME"], told["OPTIONS"].get("options"))
    told["NAME"] = name
    told["OPTIONS"]["options"] = f"-c role={role}"
    try:
        yield
    finally:
        told["NAME"], told["OPTIONS"]["options"] = kept


@contextmanager
def connected_to(name: str, role: str) -> Iterator[None]:
    """The connection of the tests, and those of their threads, on another database under another role."""
    connection.close()
    with pointed_at(name, role):
        try:
            yield
        finally:
            connection.close()


def fresh_database(name: str, model: str = "template0") -> None:
    """Make a database like its model, in place of an older one."""
    address = cluster.ensure_started().admin_url
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(f'drop database if exists "{name}" with (force)')
        admin.execute(f'create database "{name}" template "{model}" encoding \'UTF8\'')
    provision(address, name, cluster.derived_password)


def migrated(name: str) -> str:
    """The tables of the product, and no row."""
    fresh_database(name)
    with connected_to(name, OWNER):
        call_command("migrate", verbosity=0)
    return ""


def copied(name: str, kind: str, make: Callable[[str], str]) -> str:
    """A database that the first worker of a run makes, and that all copy: migrating takes seconds; what `make` said."""
    model = f"socle_test_{kind}"
    with psycopg.connect(cluster.ensure_started().admin_url, autocommit=True) as admin:
        admin.execute("select pg_advisory_lock(hashtext(%s))", (model,))
        row = admin.execute(TOLD, (model,)).fetchone()
        run, _, said = ((row and row[0]) or "").partition(" ")
        if run != RUN:
            said = make(model)
            admin.execute(
                psycopg.sql.SQL("comment on database {} is {}").format(psycopg.sql.Identifier(model), f"{RUN} {said}")
            )
        fresh_database(name, model)
    return said


@pytest.fixture(scope="session")
def committed_database(django_db_setup, django_db_blocker) -> str:
    """A second database, for the tests that commit: their rows disturb no test that counts."""
    name = f"{settings.DATABASES['default']['NAME']}_committed"
    with django_db_blocker.unblock():
        copied(name, "migrated", migrated)
    return name


@pytest.fixture
def committed(committed_database: str, django_db_blocker) -> Iterator[None]:
    """Real commits, for what several connections must see; the rows stay, so each test uses bodies of its own."""
    with django_db_blocker.unblock(), connected_to(committed_database, APP):
        yield
