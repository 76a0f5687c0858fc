"""`socle docs`: write the documents drawn from the code, or say which are stale."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from django.conf import settings

from socle.site import generated
from socle.site.cli.output import EXIT_FINDINGS


@click.command()
@click.option("--check", is_flag=True, help="N'écrit rien ; code 1 et la liste de ceux qui ont vieilli.")
def docs(check: bool) -> None:
    """Écrit les documents engendrés du code (docs/generated)."""
    root = Path(settings.BASE).parents[1]
    if not check:
        changed = generated.write(root)
        click.echo("\n".join(f"écrit : {path}" for path in changed) or "documents à jour")
        return
    found = generated.stale(root)
    if found:
        click.echo("\n".join(f"vieilli : {path}" for path in found), err=True)
        click.echo("Lancez « make docs » et relisez la différence.", err=True)
        sys.exit(EXIT_FINDINGS)
    click.echo("documents à jour")
