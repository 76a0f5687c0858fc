"""`socle import FILE --dry-run`: what each row of a file would do, as the preview of the page; nothing is written."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from socle.database.acting import as_web_role
from socle.database.transactions import transaction
from socle.habilitations.actions.importing.receiving import receive
from socle.habilitations.actions.trial import trial
from socle.habilitations.domain.importing.launch import lapsed
from socle.habilitations.domain.importing.lines import OUTCOME_SAYS, Outcome
from socle.habilitations.queries.importing.entitled import Launcher, actor_for
from socle.habilitations.queries.importing.previewed import Preview, previewed
from socle.kernel.actor import Actor, Channel
from socle.kernel.decision import Refused
from socle.site.cli.output import EXIT_FINDINGS, json_option, say_json
from socle.site.cli.people import membership_named

ROW = ("number", "outcome", "says", "place", "code", "reason", "clause", "fix")


def _preview(name: str, data: bytes, actor: Actor) -> Preview:
    """The preview of the page, taken back as soon as it is read."""
    with transaction(actor) as at:
        tried = trial(actor, at, lambda ready: previewed(receive(name, data, actor=ready, at=at)))
    if tried.refusal:
        raise tried.refusal
    assert tried.outcome is not None
    return tried.outcome


def _actor(person: str) -> Actor:
    with transaction(None):
        found = membership_named(person)
    actor = actor_for(Launcher(found.person_id, found.id))
    if actor is None:
        raise Refused(lapsed(found.person.name))
    return replace(actor, channel=Channel.CLI)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--person", required=True, help="Pour qui : identifiant de connexion, ou identifiant de la personne.")
@click.option("--dry-run", is_flag=True, required=True, help="Montre l'aperçu ; rien n'est écrit.")
@json_option
def import_(file: Path, person: str, dry_run: bool, as_json: bool) -> None:
    """Dit ce que ferait chaque ligne d'un fichier de personnes et de droits. Code 1 s'il y a des lignes à corriger."""
    if not dry_run:
        raise click.UsageError("un fichier s'applique depuis la page ou l'API, identité confirmée ; ajoutez --dry-run.")
    with as_web_role():
        found = _preview(file.name, file.read_bytes(), _actor(person))
    if as_json:
        rows = [{name: getattr(row, name) for name in ROW} for row in found.rows]
        batch = found.batch
        say_json(
            {
                "headers": batch.headers,
                "fields": batch.fields,
                "remarks": batch.remarks,
                **_counted(found),
                "rows": rows,
            }
        )
    else:
        _say(found)
    sys.exit(EXIT_FINDINGS if found.counts.error else 0)


def _counted(found: Preview) -> dict[str, int]:
    return {outcome.value: found.counts.of(outcome) for outcome in Outcome}


def _say(found: Preview) -> None:
    click.echo(", ".join(f"{OUTCOME_SAYS[Outcome(name)].lower()} : {count}" for name, count in _counted(found).items()))
    for remark in found.batch.remarks:
        click.echo(f"  {remark}")
    for row in found.rows:
        is_faulty = row.outcome == Outcome.ERROR
        where = row.place if is_faulty else f"ligne {row.number}"
        said = f"{row.reason} {row.fix} [{row.clause}]" if is_faulty else " ; ".join(row.says)
        click.echo(f"  {where} · {OUTCOME_SAYS[Outcome(row.outcome)]} · {said}")
