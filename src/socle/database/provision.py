"""Make a database ready: create it, its roles and their rights, then migrate as the owner. Safe to run again."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
from psycopg import sql

from socle.database.roles import database_sql, roles_sql

OLDEST_SERVER = 150_000
PROVISIONING_LOCK = 7_355_608


class Unsuitable(Exception):  # noqa: N818 - « raise Unsuitable(why) »
    """The server cannot carry Socle; the message says why and what to do."""


def _run(connection: psycopg.Connection, statements: str) -> None:
    connection.execute(statements.encode())


def check_server(connection: psycopg.Connection) -> None:
    """Refuse a server older than PostgreSQL 15."""
    version = connection.info.server_version
    if version < OLDEST_SERVER:
        raise Unsuitable(
            f"PostgreSQL {version // 10_000} est trop ancien : Socle demande la version 15 ou une plus récente. "
            "Donnez l'adresse d'un autre serveur dans DATABASE_URL."
        )


def provision(maintenance_url: str, database: str, password: Callable[[str], str]) -> bool:
    """Create roles and, when it is missing, the database; True when it was created.

    `maintenance_url` connects as an administrator to any existing database of the server.
    """
    with psycopg.connect(maintenance_url, autocommit=True) as connection:
        check_server(connection)
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
