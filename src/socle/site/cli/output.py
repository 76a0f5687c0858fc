"""How the command line speaks: JSON alone on standard output, sentences for people, problems on standard error."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

import click

EXIT_FINDINGS, EXIT_USAGE, EXIT_REFUSED = 1, 2, 3
F = TypeVar("F", bound=Callable[..., Any])


def json_option(command: F) -> F:
    """`--json` on a command."""
    return click.option("--json", "as_json", is_flag=True, help="Écrit du JSON seul sur la sortie standard.")(command)


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def say_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def say_pairs(pairs: Mapping[str, object]) -> None:
    width = max((len(name) for name in pairs), default=0)
    for name, value in pairs.items():
        click.echo(f"{name.ljust(width)}  {value}")


def say_problem(reason: str, *, clause: str = "", fix: str = "") -> None:
    """A refusal or a mistake, on standard error: what, by which clause, what to do."""
    click.echo(f"socle : {reason}", err=True)
    if clause:
        click.echo(f"  clause : {clause}", err=True)
    if fix:
        click.echo(f"  remède : {fix}", err=True)
