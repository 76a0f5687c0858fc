"""`socle traces verify`: nothing was altered, or the first broken entry."""

from __future__ import annotations

import sys

import click

from socle.site.cli.output import EXIT_FINDINGS, json_option, say_json
from socle.traces.verification import verify as verify_logs


@click.group()
def traces() -> None:
    """Traces : vérifier que rien n'a été altéré."""


@traces.command()
@click.option("--wait", is_flag=True, help="Attend que tout soit scellé avant de vérifier.")
@json_option
def verify(wait: bool, as_json: bool) -> None:
    """Recalcule chaque empreinte et chaque arbre, et vérifie les points de contrôle signés."""
    found = verify_logs(wait=wait)
    if as_json:
        say_json(found)
    elif found["ok"]:
        click.echo(f"{found['sealed']} traces scellées, aucune altérée ; {found['pending']} en attente de scellement.")
    elif broken := found["first_broken"]:
        click.echo(
            f"Altération : journal {broken['log']}, entrée {broken['index']} ({broken['id']}, {broken['at']}). "
            f"{broken['diagnosis']}"
        )
    else:
        click.echo(f"{found['pending']} traces attendent encore leur scellement.")
    sys.exit(0 if found["ok"] else EXIT_FINDINGS)
