"""`socle manage …`: Django's own commands, under the owner's role."""

from __future__ import annotations

import click
from django.core.management import execute_from_command_line


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Commandes de Django."""
    execute_from_command_line(["socle manage", *arguments])
