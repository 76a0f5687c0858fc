"""`socle saisine reckon`: the clocks of a convention again, after a change of holidays, of a reading or of a delay."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import click

from socle.database.transactions import run
from socle.saisines.actions import reckoning
from socle.saisines.queries.reckoning import convention_named, count_running
from socle.site.cli.output import EXIT_USAGE, json_option, say_json, say_problem


@click.group()
def saisine() -> None:
    """Saisines : recalculer les délais après un changement de calendrier."""


@saisine.command()
@click.option("--convention", "words", required=True, help="Le nom court ou l'identifiant de la convention.")
@click.option("--dry-run", is_flag=True, help="Compte ce qui bougerait, sans rien écrire.")
@json_option
def reckon(words: str, dry_run: bool, as_json: bool) -> None:
    """Recalcule chaque délai qui court. Un recalcul interrompu se relance : ce qui est fait ne bouge pas deux fois."""
    found = run(None, lambda at: convention_named(words, at))
    if found is None:
        say_problem(f"aucune convention en vigueur ne s'appelle « {words} »", fix="`socle convention list` les nomme.")
        sys.exit(EXIT_USAGE)
    total, began = run(None, lambda _at: count_running(found.id)), time.monotonic()
    done = reckoning.reckon(found, _teller(total, began), dry_run=dry_run)
    seconds = round(time.monotonic() - began, 1)
    if as_json:
        body = {"convention": found.title, "seen": done.seen, "moved": done.moved, "seconds": seconds}
        say_json({**body, "dry_run": dry_run})
        return
    would = "bougeraient" if dry_run else "ont changé"
    click.echo(f"{found.title} : {done.seen} délais revus, {done.moved} {would}, en {seconds} s.")


def _teller(total: int, began: float) -> Callable[[reckoning.Progress], None]:
    """Say on standard error how many are done, how fast, how long is left."""

    def say(done: reckoning.Progress) -> None:
        rate = done.seen / max(time.monotonic() - began, 0.001)
        left = max(total - done.seen, 0) / rate
        click.echo(f"{done.seen} sur {total}, {rate:.0f} par seconde, reste {left:.0f} s", err=True)

    return say
