"""Migrations follow the models, in one line per room, and never wait for long on a lock (style.md, law 13)."""

from __future__ import annotations

from collections import Counter

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from socle.site.cli.setup import LOCK_TIMEOUT, bound_waits

OURS = {config.label for config in apps.get_app_configs() if config.name.startswith("socle.")}


@pytest.fixture
def loader() -> MigrationLoader:
    return MigrationLoader(None)


def branches(keys: list[tuple[str, str]], parents: dict[tuple[str, str], set]) -> list[tuple[str, str]]:
    """Migrations that several others of the same room follow."""
    counted = Counter(parent for key in keys for parent in parents[key] if parent[0] == key[0])
    return [key for key, count in counted.items() if count > 1]


def test_no_migration_is_missing(owner):
    with owner():
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_missing_migration_is_seen(loader):
    state = loader.project_state()
    state.remove_field("organismes", "place", "activity")
    changes = MigrationAutodetector(state, ProjectState.from_apps(apps)).changes(graph=loader.graph)
    assert changes.keys() & OURS == {"organismes"}


def test_the_migrations_of_a_room_follow_one_another(loader):
    keys = [key for key in loader.disk_migrations if key[0] in OURS]
    parents = {key: {parent.key for parent in loader.graph.node_map[key].parents} for key in keys}
    assert not branches(keys, parents)
    numbers = Counter((room, name.split("_")[0]) for room, name in keys)
    assert not [number for number, count in numbers.items() if count > 1]


def test_two_branches_are_seen():
    keys = [("a", "0001"), ("a", "0002"), ("a", "0003")]
    parents = {keys[0]: set(), keys[1]: {keys[0]}, keys[2]: {keys[0]}}
    assert branches(keys, parents) == [keys[0]]


def test_a_migration_gives_up_behind_a_lock(owner):
    place = "select 1 from organismes_place for update"
    with owner(), psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as other:
        other.execute("lock table organismes_place")
        bound_waits()
        with connection.cursor() as cursor:
            cursor.execute("show lock_timeout")
            assert cursor.fetchone() == (LOCK_TIMEOUT,)
            cursor.execute("set local lock_timeout = '50ms'; savepoint attempt")
            with pytest.raises(OperationalError, match="lock timeout"):
                cursor.execute(place)
            cursor.execute("rollback to attempt")
