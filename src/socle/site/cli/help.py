"""The help of the command line in French: the library that lays it out speaks English."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

HEADINGS = {"Commands": "Commandes"}
HELP = "Montre cette aide et s'arrête."
BELOW = "COMMANDE [ARGUMENTS]..."
METAVARS = (("INTEGER RANGE", "ENTIER"), ("INTEGER", "ENTIER"), ("TEXT", "TEXTE"), ("FILE", "FICHIER"))
EXTRA = re.compile(r"\[(?:default: |required|\d+<=)[^\[\]]*\]$")
EXTRAS = (("default: ", "par défaut : "), ("required", "obligatoire"))


class FrenchHelp(click.HelpFormatter):
    """Headings, kinds of values and remarks on options, in French."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _said(args), prefix or "Usage : ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(f"{HEADINGS.get(heading, heading)} ")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(_said(name), EXTRA.sub(_remark, text)) for name, text in rows], col_max, col_spacing)


class FrenchContext(click.Context):
    """The context of a command whose help is in French."""

    formatter_class = FrenchHelp


def in_french(command: click.Command) -> click.Command:
    """The same command, and those below it, with their help in French."""
    if command.context_class is not FrenchContext:
        command.context_class = FrenchContext
        command.add_help_option = False
        command.params.append(
            click.Option(["-h", "--help"], is_flag=True, is_eager=True, expose_value=False, callback=_show, help=HELP)
        )
        if isinstance(command, click.Group):
            command.subcommand_metavar = BELOW
            for inner in command.commands.values():
                in_french(inner)
    return command


def _help_option() -> click.Option:
    names = ["-h", "--help"]
    return click.Option(names, is_flag=True, is_eager=True, expose_value=False, callback=_show, help=HELP)


def _show(context: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked and not context.resilient_parsing:
        click.echo(context.get_help(), color=context.color)
        context.exit()


def _said(metavars: str) -> str:
    for english, french in METAVARS:
        metavars = re.sub(rf"(?<![A-Z_]){english}(?![A-Z_])", french, metavars)
    return metavars


def _remark(found: re.Match[str]) -> str:
    said = found[0]
    for english, french in EXTRAS:
        said = said.replace(english, french)
    return said
