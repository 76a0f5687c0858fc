"""The database of the drawn demonstration: its own, made when it is missing, never the portal's unless it is named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from socle.database import cluster
from socle.database.provision import provision
from socle.kernel.clause import Clause
from socle.kernel.decision import refuse

DATABASE = "socle_scale"
NOT_OURS = refuse(
    "not_own_database",
    f"Seule la base « {DATABASE} », propre à cette commande, peut être refaite.",
    clause=Clause.house("MCP-24"),
    fix="Retirez « --again », ou retirez « --database ».",
)


@contextmanager
def database(name: str, *, again: bool = False) -> Iterator[None]:
    """Work in the database of that name, migrated; `again` drops it first, and only ours may be dropped."""
    if again and name != DATABASE:
        NOT_OURS.or_raise()
    server = cluster.ensure_started()
    if again:
        with psycopg.connect(server.admin_url, autocommit=True) as admin:
            admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
    provision(server.admin_url, name, cluster.derived_password)
    kept = connection.settings_dict["NAME"], os.environ.get("SOCLE_DATABASE")
    connection.close()
    connection.settings_dict["NAME"] = os.environ["SOCLE_DATABASE"] = name
    try:
        call_command("migrate", verbosity=0)
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = kept[0]
        os.environ.pop("SOCLE_DATABASE") if kept[1] is None else os.environ.update(SOCLE_DATABASE=kept[1])
