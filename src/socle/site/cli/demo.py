"""`socle demo`: load the fictional data, print its accounts and its beneficiaries; refused outside a demonstration."""

from __future__ import annotations

import time
from dataclasses import asdict
from datetime import datetime
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

import click
from django.conf import settings

from socle.database.transactions import transaction
from socle.dossiers.providers.demonstration import registry
from socle.kernel.clause import Clause
from socle.kernel.decision import Refused, refuse
from socle.organismes.queries import demonstration_bodies
from socle.site.cli.output import json_option, say_json, say_pairs
from socle.site.demonstration import loading, secrets
from socle.site.demonstration.people import cast
from socle.site.demonstration.scale import loading as drawn
from socle.site.demonstration.scale import own
from socle.site.demonstration.scale.natures import Size

DEFAULT = Size()
OUTSIDE = refuse(
    "not_demonstration",
    "Cette commande n'existe que dans une démonstration.",
    clause=Clause.house("MCP-24"),
    fix="Lancez le portail sans SOCLE_DEMONSTRATION=0 pour essayer avec des données fictives.",
)


def demonstration_only(command: Any) -> Any:  # noqa: ANN401 - a click command's own signature
    @wraps(command)
    def guarded(*args: object, **kwargs: object) -> object:
        if not settings.DEMONSTRATION:
            raise Refused(OUTSIDE)
        return command(*args, **kwargs)

    return guarded


@click.group()
def demo() -> None:
    """Démonstration : données fictives et comptes."""


@demo.command()
@demonstration_only
def load() -> None:
    """Charge la démonstration ; ne fait rien si elle est déjà là."""
    done = loading.load(lambda text: click.echo(f"démonstration : {text}", err=True))
    click.echo("démonstration chargée" if done else "démonstration déjà chargée")


@demo.command()
@click.option("--partners", default=DEFAULT.partners, show_default=True, help="Nombre de partenaires.")
@click.option("--people", default=DEFAULT.people, show_default=True, help="Nombre de personnes.")
@click.option("--rights", default=DEFAULT.rights, show_default=True, help="Nombre de droits, passés compris.")
@click.option("--seed", default=DEFAULT.seed, show_default=True, help="La même graine tire les mêmes données.")
@click.option("--database", default=own.DATABASE, show_default=True, help="Base où écrire ; créée si elle manque.")
@click.option("--again", is_flag=True, help="Refait la base propre à cette commande.")
@json_option
@demonstration_only
def scale(partners: int, people: int, rights: int, seed: int, database: str, again: bool, as_json: bool) -> None:
    """Tire et charge une démonstration au dixième du pays, dans une base à elle."""
    try:
        size = Size(partners, people, rights, seed)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    began = time.monotonic()

    def say(text: str) -> None:
        click.echo(f"{time.monotonic() - began:6.1f} s  {text}", err=True)

    with own.database(database, again=again):
        loaded = asdict(drawn.load(size, say))
    said = {**loaded, "database": database, "seconds": round(time.monotonic() - began, 1)}
    (say_json if as_json else say_pairs)(said)


@demo.command()
@json_option
@demonstration_only
def accounts(as_json: bool) -> None:
    """Les comptes de la démonstration : identifiant, mot de passe, secret TOTP."""
    with transaction(None):
        bodies = demonstration_bodies()
    rows = [
        {
            "login": one.login,
            "password": secrets.password(one.login),
            "totp_secret": secrets.totp_secret(one.login),
            "role": one.login,
            "person": str(one.person_id),
            "name": f"{one.first_name} {one.last_name}",
            "organisation": bodies[one.body].legal_name if one.body in bodies else one.body,
            "organisation_id": str(bodies[one.body].id) if one.body in bodies else None,
        }
        for one in cast().people
        if one.login
    ]
    if as_json:
        say_json(rows)
        return
    click.echo("Comptes de démonstration (identifiant, mot de passe, secret TOTP, organisme) :")
    for row in rows:
        click.echo(f"  {row['login']:<22} {row['password']}  {row['totp_secret']}  {row['organisation']}")


@demo.command()
@click.option("--with", "having", type=click.Choice(["rsa", "cmg", "none"]), default=None)
@json_option
@demonstration_only
def beneficiaries(having: str | None, as_json: bool) -> None:
    """Les bénéficiaires fictifs du registre."""
    today = datetime.now(ZoneInfo(settings.TIME_ZONE)).date()
    rows = registry(today.replace(day=1)).listing(having)
    if as_json:
        say_json(rows)
        return
    for row in rows:
        having_said = row["has"] if isinstance(row["has"], list) else []
        click.echo(f"  {row['caisse']} {row['numero']}  {row['name']}  {', '.join(map(str, having_said))}")
