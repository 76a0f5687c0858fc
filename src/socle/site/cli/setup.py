"""`socle migrate`: roles, database, migrations; safe to run again."""

from __future__ import annotations

import os
from importlib import import_module

import click

from socle.database import cluster
from socle.database.provision import Unsuitable, provision
from socle.site.cli.preparation import prepare_django
from socle.site.databases import database_name

LOCK_TIMEOUT = "5s"


@click.command()
def migrate() -> None:
    """Prépare la base : rôles, droits, migrations."""
    server = cluster.ensure_started()
    try:
        created = provision(server.admin_url, database_name(), cluster.derived_password)
    except Unsuitable as error:
        raise click.ClickException(str(error)) from error
    prepare_django()
    bound_waits()
    management = import_module("django.core.management")
    management.call_command("migrate", verbosity=int(os.environ.get("SOCLE_VERBOSITY", "0")))
    loading = import_module("socle.organismes.communes_loading")
    loading.load_communes(lambda line: click.echo(line, err=True))
    click.echo("base créée et migrée" if created else "base à jour")


def bound_waits() -> None:
    """Give up soon behind a lock, rather than queue every request behind a migration (style.md, law 13)."""
    with import_module("django.db").connection.cursor() as cursor:
        cursor.execute(f"set lock_timeout = '{LOCK_TIMEOUT}'")
