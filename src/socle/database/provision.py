"""Make a database ready: create it, its roles and their rights, then migrate as the owner. Safe to run again."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
from psycopg import sql

from socle.database.cluster.binaries import OLDEST_MAJOR
from socle.database.roles import database_sql, roles_sql

CORRECTED = {15: 150_014, 16: 160_010, 17: 170_006}
"""By major version, the first release in which row-level security leaks nothing known (CVE-2025-8713 and before)."""
PROVISIONING_LOCK = 7_355_608


class Unsuitable(Exception):  # noqa: N818 - « raise Unsuitable(why) »
    """The server cannot carry Socle; the message says why and what to do."""


def _run(connection: psycopg.Connection, statements: str) -> None:
    connection.execute(statements.encode())


def check_release(version: int) -> None:
    """Refuse PostgreSQL before 15, or a minor release that lets rows escape row-level security.

    `version` as libpq gives it: 150018. Source: reliability.md §2.2, R24.
    """
    major, minor = divmod(version, 10_000)
    if major < OLDEST_MAJOR:
        raise Unsuitable(
            f"PostgreSQL {major} est trop ancien : Socle demande la version {OLDEST_MAJOR} ou une plus récente. "
            "Donnez l'adresse d'un autre serveur dans DATABASE_URL."
        )
    if version < (corrected := CORRECTED.get(major, version)):
        raise Unsuitable(
            f"PostgreSQL {major}.{minor} laisse voir des lignes que l'isolement des organismes cache (CVE-2025-8713). "
            f"Mettez ce serveur à jour en {major}.{corrected % 10_000} ou plus récent, puis recommencez."
        )


def provision(maintenance_url: str, database: str, password: Callable[[str], str]) -> bool:
    """Create roles and, when it is missing, the database; True when it was created.

    `maintenance_url` connects as an administrator to any existing database of the server.
    """
    with psycopg.connect(maintenance_url, autocommit=True) as connection:
        check_release(connection.info.server_version)
        connection.execute("select pg_advisory_lock(%s)", (PROVISIONING_LOCK,))
        _run(connection, roles_sql(password))
        found = connection.execute("select 1 from pg_database where datname = %s", (database,)).fetchone()
        if not found:
            connection.execute(
                sql.SQL("create database {} template template0 encoding 'UTF8'").format(sql.Identifier(database))
            )
        target = psycopg.conninfo.make_conninfo(maintenance_url, dbname=database)
        with psycopg.connect(target, autocommit=True) as inside:
            _run(inside, database_sql(database))
    return not found
