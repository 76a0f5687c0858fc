"""`socle doctor`: where the database is and whether everything answers."""

from __future__ import annotations

import sys

import click
import psycopg

from socle.database import cluster
from socle.database.roles import APP
from socle.site import databases
from socle.site.cli.output import json_option, say_json, say_pairs

TRACE_TABLE = "traces_entry"


@click.command()
@json_option
def doctor(as_json: bool) -> None:
    """Dit où est la base, sa version, et ce qui manque."""
    found = cluster.find()
    if found is None:
        raise click.ClickException("le serveur ne tourne pas : lancez « make run »")
    answer = {
        "database_url": databases.role_url(APP),
        "superuser_url": databases.superuser_url(),
        "trace_table": TRACE_TABLE,
    }
    findings = _findings(answer["database_url"] or "")
    if as_json:
        say_json({**answer, "findings": findings})
    else:
        say_pairs({name: value or "—" for name, value in answer.items()})
        click.echo("tout répond" if not findings else "\n".join(findings))
    sys.exit(1 if findings else 0)


def _findings(url: str) -> list[str]:
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            connection.execute("select 1 from django_migrations limit 1")
    except psycopg.OperationalError as error:
        return [f"la base ne répond pas : {error}".strip()]
    except psycopg.errors.UndefinedTable:
        return ["la base n'est pas préparée : lancez « socle migrate »"]
    except psycopg.errors.InsufficientPrivilege:
        return []
    return []
