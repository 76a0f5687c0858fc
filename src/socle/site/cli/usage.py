"""What is wrong with a command line, in French: the library that reads it speaks English."""

from __future__ import annotations

import re

import click

KINDS = {"integer": "un nombre entier", "uuid": "un identifiant (UUID)"}
UNKNOWN_COMMAND = re.compile(r"^No such command '(.*)'")
TOO_MANY = re.compile(r"^Got unexpected extra arguments? (\(.*\))")


def sentence(error: click.UsageError) -> str:
    """One sentence for whoever typed the command."""
    if isinstance(error, click.MissingParameter):
        return f"il manque {_name(error)}."
    if isinstance(error, click.NoSuchOption):
        return f"l'option « {error.option_name} » n'existe pas."
    if isinstance(error, click.BadOptionUsage):
        return f"l'option « {error.option_name} » attend une valeur."
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"{_name(error)} ne convient pas : {_wanted(error)}."
    return _other(error.message)


def _name(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return f"l'option « {error.param.opts[-1]} »"
    return f"l'argument « {(error.param.name or '').upper()} »" if error.param else "un argument"


def _wanted(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"donnez {' ou '.join(kind.choices)}"
    if isinstance(kind, click.IntRange):
        return f"donnez un nombre entier de {kind.min} à {kind.max}"
    if isinstance(kind, click.Path):
        return "donnez un fichier qui existe et qui se lit"
    return f"donnez {KINDS[kind.name]}" if kind and kind.name in KINDS else error.message


def _other(said: str) -> str:
    if found := UNKNOWN_COMMAND.match(said):
        return f"la commande « {found[1]} » n'existe pas."
    if found := TOO_MANY.match(said):
        return f"argument de trop {found[1]}."
    return said
