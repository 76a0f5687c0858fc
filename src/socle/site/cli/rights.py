"""`socle rights explain`: why somebody may or may not, as the portal decides it."""

from __future__ import annotations

import sys
from uuid import UUID

import click

from socle.database.transactions import transaction
from socle.dossiers.actions.explaining import Question, decide_for
from socle.dossiers.domain.search import Key
from socle.organismes.queries import Membership
from socle.site.cli.output import EXIT_REFUSED, json_option, say_json
from socle.site.cli.people import membership_named
from socle.site.cli.signed import instant_of


@click.group()
def rights() -> None:
    """Droits : pourquoi oui, pourquoi non."""


def _key(text: str | None) -> Key | None:
    if text is None:
        return None
    caisse, _, numero = text.partition(":")
    return Key.parse(caisse, numero)


@rights.command()
@click.option("--person", required=True, help="Identifiant de connexion, ou identifiant de la personne.")
@click.option("--service", default="cdap", show_default=True)
@click.option("--profile", required=True)
@click.option("--group", default="", help="Groupe de données, par exemple resources.")
@click.option("--key", default=None, help="Dossier, sous la forme caisse:numéro.")
@click.option("--instructor-number", default="")
@click.option("--as-of", default=None, help="À cette date, par exemple 2026-03-12.")
@json_option
def explain(
    person: str,
    service: str,
    profile: str,
    group: str,
    key: str | None,
    instructor_number: str,
    as_of: str | None,
    as_json: bool,
) -> None:
    """Dit la décision et chaque condition, dans l'ordre. Code 3 quand elle refuse."""
    with transaction(None) as now:
        membership: Membership = membership_named(person)
        question = Question(UUID(str(membership.person_id)), service, profile, group, _key(key), instructor_number)
        decision = decide_for(question, membership.id, instant_of(as_of, now))
    if as_json:
        say_json(
            {
                "allowed": decision.allowed,
                "code": decision.code,
                "reason": decision.reason,
                "clause": str(decision.clause) if decision.clause else None,
                "fix": decision.fix,
                "chain": [
                    {
                        "kind": link.kind,
                        "says": link.says,
                        "holds": link.holds,
                        "clause": str(link.clause or "") or None,
                    }
                    for link in decision.chain
                ],
            }
        )
    else:
        for link in decision.chain:
            click.echo(f"  {'✓' if link.holds else '✗'} {link.says}" + (f" [{link.clause}]" if link.clause else ""))
        click.echo("autorisé" if decision else f"refusé : {decision.reason}\n  {decision.fix}")
    sys.exit(0 if decision else EXIT_REFUSED)
