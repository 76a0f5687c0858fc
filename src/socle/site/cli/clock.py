"""`socle clock compute`: a deadline and every step of its computation; no database."""

from __future__ import annotations

import click

from socle.kernel.deadlines.answer import clock_answer
from socle.site.cli.output import json_option, say_json


@click.group()
def clock() -> None:
    """Délais : calculer une échéance et sa preuve."""


@clock.command()
@click.option("--from", "start", required=True, help="2026-04-01 ou 2026-04-01T15:50")
@click.option("--delay", required=True, help="« 10 jours ouvrés », « 3 jours », P1M, PT48H…")
@click.option("--territory", required=True, help="Département dont le calendrier s'applique, par exemple 67.")
@click.option("--hours", default=None, help="Heures d'ouverture, par exemple « 09:00-11:30,14:00-16:00 ».")
@click.option("--good-friday/--no-good-friday", default=None, help="Vendredi saint chômé dans la commune.")
@json_option
def compute(start: str, delay: str, territory: str, hours: str | None, good_friday: bool | None, as_json: bool) -> None:
    """Calcule l'échéance et la prouve étape par étape."""
    try:
        answer = clock_answer(start, delay, territory, hours=hours, good_friday=good_friday)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        say_json(answer)
        return
    for step in answer["proof"]:
        click.echo(f"  {step}")
    click.echo(f"Échéance : {answer['due']}")
