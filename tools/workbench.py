"""A database of its own for a bench or a drill: fresh, migrated, dropped after."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import psycopg


@contextmanager
def own_database(name: str) -> Iterator[None]:
    """Django on that database, as its owner; what reads the settings is imported inside."""
    os.environ |= {"SOCLE_DATABASE": name, "SOCLE_PROCESS_ROLE": "socle_owner"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socle.site.settings")
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    cluster = import_module("socle.database.cluster")
    address = cluster.ensure_started().admin_url
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(f"drop database if exists {name} with (force)")
        import_module("socle.database.provision").provision(address, name, cluster.derived_password)
        import_module("django").setup()
        import_module("django.core.management").call_command("migrate", verbosity=0)
        try:
            yield
        finally:
            import_module("django.db").connection.close()
            admin.execute(f"drop database {name} with (force)")


@contextmanager
def as_app() -> Iterator[None]:
    """Statements run under the role of the web, held by row-level security."""
    connection = import_module("django.db").connection
    with connection.cursor() as cursor:
        cursor.execute("set role socle_app")
    yield
    with connection.cursor() as cursor:
        cursor.execute("set role socle_owner")


@contextmanager
def own_hands(name: str) -> Iterator[None]:
    """The web role on that database, an actor given to each request, a state folder of its own."""
    settings = import_module("django.conf").settings
    browsing, tests = import_module("tests.browsing"), import_module("tests.conftest")
    settings.MIDDLEWARE = browsing.middleware(settings.MIDDLEWARE)
    settings.ALLOWED_HOSTS, settings.DEMONSTRATION = ["testserver"], True
    with tempfile.TemporaryDirectory() as state, tests.connected_to(name, "socle_app"):
        settings.SOCLE_STATE = state
        yield
