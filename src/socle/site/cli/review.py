"""`socle review …`: where reviews stand, and whether a certificate is authentic, without any database."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import click

from socle.habilitations.offline.verify_review import Altered, verify
from socle.site.cli.output import EXIT_FINDINGS, json_option, say_json
from socle.site.cli.preparation import prepare_django


@click.group()
def review() -> None:
    """Revues des habilitations : où elles en sont, certificats."""


@review.command("list")
@json_option
def list_(as_json: bool) -> None:
    """Liste les revues ouvertes et closes, avec ce qui reste à juger."""
    prepare_django()
    found = import_module("socle.site.cli.reviewed").every_review()
    if as_json:
        say_json(found)
        return
    for one in found:
        state = (
            f"close le {one['closed_at']:%d/%m/%Y}" if one["closed_at"] else f"reste {one['left']} sur {one['total']}"
        )
        click.echo(f"{one['partner']} · {one['convention']} · due le {one['due_on']:%d/%m/%Y} · {state}")


@review.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", default="", help="La clé publique que le portail publie, en une ligne.")
def verify_(file: Path, key: str) -> None:
    """Vérifie un certificat de revue, sans base ni réseau. Code 1 quand il est altéré."""
    try:
        click.echo("\n".join(verify(file.read_bytes(), key)))
    except Altered as error:
        click.echo(f"CERTIFICAT ALTÉRÉ : {error}.")
        sys.exit(EXIT_FINDINGS)
