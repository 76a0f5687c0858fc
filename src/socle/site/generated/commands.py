"""The command line, as `--help` says it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import click

from socle.site.generated.markdown import page, section

WIDTH = 100
FOREIGN = "manage"


def _helps(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[tuple[str, str]]:
    """The help of a command, then those below it, each in the context its parent gives it."""
    context = command.context_class(
        command, parent, name, terminal_width=WIDTH, max_content_width=WIDTH, **command.context_settings
    )
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for inner in sorted(command.list_commands(context)):
            found = command.get_command(context, inner)
            if found is not None and inner != FOREIGN:
                yield from _helps(found, inner, context)


def text() -> str:
    program: click.Group = import_module("socle.site.cli").socle
    parts = [section(f"`{name}`", f"```text\n{said}\n```") for name, said in _helps(program, "socle")]
    return page(
        "Ligne de commande",
        "Codes de sortie : 0 fait, 1 anomalie trouvée, 2 mauvais usage, 3 refusé. `--json` écrit du JSON seul sur la "
        "sortie standard.",
        *parts,
    )
