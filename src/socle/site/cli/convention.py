"""`socle convention …`: check and show a text without any database; list and read the signed ones."""

from __future__ import annotations

import sys
from datetime import date
from importlib import import_module
from pathlib import Path

import click

from socle.conventions import catalogue
from socle.conventions.domain import report
from socle.conventions.domain.check import Checked, model_named
from socle.conventions.domain.check import check as check_text
from socle.conventions.domain.convention import Convention
from socle.conventions.domain.ending import Facts
from socle.conventions.domain.finding import Finding, Severity
from socle.site.cli import ending
from socle.site.cli.output import EXIT_FINDINGS, json_option, say_json
from socle.site.cli.preparation import prepare_django

NOT_TEXT = ("le fichier n’est pas un texte en UTF-8", "Enregistrez-le en UTF-8, depuis un éditeur de texte")


@click.group()
def convention() -> None:
    """Conventions : vérifier, lire, lister, calculer une fin."""


def _checked(file: Path) -> Checked:
    """The check of a file, with or without the mark that some editors put first."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise click.UsageError(f"« {file} » ne peut pas être lu : {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Checked(None, (Finding(Severity.ERROR, line, *NOT_TEXT),))
    model = model_named(text)
    return check_text(text, catalogue.model(model) if model else None)


FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@convention.command()
@FILE
@json_option
def check(file: Path, as_json: bool) -> None:
    """Vérifie un texte : chaque remarque a sa ligne et son remède."""
    checked = _checked(file)
    if as_json:
        say_json(report.findings_json(checked))
    else:
        click.echo("\n".join(report.findings_lines(checked)))
    sys.exit(0 if checked.is_sound else EXIT_FINDINGS)


@convention.command()
@click.argument("reference")
@json_option
def show(reference: str, as_json: bool) -> None:
    """Montre une convention : un fichier, ou l'identifiant d'une convention signée."""
    path = Path(reference)
    if not path.is_file():
        prepare_django()
        import_module("socle.site.cli.signed").show(reference, as_json=as_json)
        return
    text = sound(path)
    if as_json:
        say_json(report.convention_json(text))
    else:
        click.echo("\n".join(report.convention_lines(text)))


def sound(path: Path) -> Convention:
    """The text of a file; its findings, and the end of the command, when it is not sound."""
    checked = _checked(path)
    if checked.convention is None:
        click.echo("\n".join(report.findings_lines(checked)), err=True)
        sys.exit(EXIT_FINDINGS)
    return checked.convention


@convention.command()
@click.argument("convention_id")
@click.argument("avenant", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def simulate(convention_id: str, avenant: Path, as_json: bool) -> None:
    """Ce qu'un avenant changerait : accès perdus, sièges en trop, dates, délais, sommes. Rien n'est écrit."""
    prepare_django()
    import_module("socle.site.cli.simulated").simulate(convention_id, avenant, as_json=as_json)


@convention.command("list")
@json_option
def list_(as_json: bool) -> None:
    """Liste les conventions signées."""
    prepare_django()
    import_module("socle.site.cli.signed").list_all(as_json=as_json)


@convention.command()
@click.argument("convention_id")
@click.option("--as-of", default=None, help="Termes en vigueur à cette date, par exemple 2026-03-12.")
@json_option
def terms(convention_id: str, as_of: str | None, as_json: bool) -> None:
    """Les termes en vigueur d'une convention signée, avec leur clause."""
    prepare_django()
    import_module("socle.site.cli.signed").terms(convention_id, as_of=as_of, as_json=as_json)


@convention.command()
@click.argument("convention_id")
@click.option("--from", "first", default=None, help="Premier jour, par exemple 2026-01-01 ; aujourd'hui par défaut.")
@click.option("--to", "last", default=None, help="Dernier jour, compris ; un an après le premier par défaut.")
@json_option
def calendar(convention_id: str, first: str | None, last: str | None, as_json: bool) -> None:
    """Le calendrier d'une convention : qui doit quoi, quel jour, selon quelle clause ; ses échéances."""
    prepare_django()
    import_module("socle.site.cli.signed").calendar(convention_id, first=first, last=last, as_json=as_json)


@convention.command()
@click.argument("convention_id")
@click.option("--ground", type=click.Choice(list(ending.GROUNDS)), required=True, help="Motif de la fin.")
@click.option(
    "--by", default="", help="Qui met fin : caisse, partner, ou un nom ; sinon la première partie qui le peut."
)
@click.option("--sent", type=ending.Day(), help="Jour d'envoi de la lettre recommandée.")
@click.option("--presented", type=ending.Day(), help="Jour de sa première présentation.")
@click.option("--received", type=ending.Day(), help="Jour de sa réception, la dernière s'il y a plusieurs parties.")
@click.option("--notified", type=ending.Day(), help="Jour de la notification.")
@click.option("--suspended", type=ending.Day(), help="Premier jour de la suspension (force majeure).")
@click.option("--resumed", type=ending.Day(), help="Jour de la reprise (force majeure).")
@click.option("--agreed", type=ending.Day(), help="Jour de l'accord de toutes les parties.")
@click.option("--wished", type=ending.Day(), help="Dernier jour souhaité, ou convenu.")
@json_option
def end(convention_id: str, ground: str, by: str, as_json: bool, **days: date | None) -> None:
    """Calcule une fin : date, lettres, délai de réparation, preuve. N'écrit rien."""
    ending.say(convention_id, ground, by, Facts(**days), as_json=as_json)
