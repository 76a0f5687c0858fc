"""`socle token create`: a bearer token of at most an hour, for the person whose identifier is given (MCP-29)."""

from __future__ import annotations

import sys
from uuid import UUID

import click
from django.conf import settings

from socle.accounts.actions.tokens import create_token
from socle.accounts.domain.client import Client
from socle.accounts.domain.states import CONFIRMED_BY_CODE, TokenScope
from socle.site.cli.output import json_option, say_json


@click.group()
def token() -> None:
    """Jetons de l'API."""


@token.command()
@click.option("--login", required=True, help="Identifiant de connexion.")
@click.option("--scope", type=click.Choice([scope.value for scope in TokenScope]), required=True)
@click.option(
    "--code", default="", help="Code de l'application ; demandé pour « manage » et « scim », calculé en démonstration."
)
@click.option("--organisme", "membership", type=click.UUID, default=None, help="Appartenance à employer.")
@json_option
def create(login: str, scope: str, code: str, membership: UUID | None, as_json: bool) -> None:
    """Crée un jeton ; « manage » et « scim » valent confirmation de l'identité ; tous durent une heure au plus."""
    if scope in CONFIRMED_BY_CODE and not code and not settings.DEMONSTRATION:
        code = click.prompt("Code de l'application d'authentification", err=True) if sys.stdin.isatty() else ""
    made = create_token(
        login,
        TokenScope(scope),
        code=code,
        membership_id=membership,
        client=Client(device="ligne de commande", channel="cli"),
    )
    if as_json:
        say_json({"token": made.token, "scope": made.scope, "expires_at": made.expires_at})
    else:
        click.echo(made.token)
        click.echo(f"valable jusqu'à {made.expires_at.astimezone():%H:%M}, portée {made.scope}", err=True)
