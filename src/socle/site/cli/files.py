"""`socle files sweep`: what an upload cut short left, and what waited for the antivirus."""

from __future__ import annotations

from pathlib import Path

import click
from django.conf import settings

from socle.database.transactions import transaction
from socle.files.actions import examine_again, sweep
from socle.files.keyring import rotate
from socle.site.cli.output import json_option, say_json


@click.group()
def files() -> None:
    """Fichiers déposés : ménage du disque, reprise des contrôles."""


@files.command(name="rotate-key")
def rotate_key() -> None:
    """Change la clé qui protège les nouveaux fichiers ; les anciennes ouvrent toujours les leurs."""
    turned = rotate(Path(settings.SOCLE_STATE))
    click.echo(f"Nouvelle clé : {turned.current}. Trousseau : {len(turned.keys)} clés, à sauvegarder.")


@files.command(name="sweep")
@json_option
def sweep_files(as_json: bool) -> None:
    """Examine ce qui attend l'antivirus, puis retire les fichiers qu'aucune ligne ne nomme."""
    with transaction(None) as at:
        examined = examine_again(at)
        swept = sweep()
    if as_json:
        say_json({"examined": examined, "swept": swept})
        return
    click.echo(f"{examined} fichier(s) sortis de quarantaine, {swept} fichier(s) orphelin(s) retiré(s).")
