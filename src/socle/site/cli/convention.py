"""`socle convention …`: check and show a text without any database; list and read the signed ones."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import click

from socle.conventions import catalogue
from socle.conventions.domain import report
from socle.conventions.domain.check import Checked, model_named
from socle.conventions.domain.check import check as check_text
from socle.conventions.domain.finding import Finding, Severity
from socle.site.cli.output import EXIT_FINDINGS, json_option, say_json
from socle.site.cli.preparation import prepare_django

NOT_TEXT = ("le fichier n’est pas un texte en UTF-8", "Enregistrez-le en UTF-8, depuis un éditeur de texte")


@click.group()
def convention() -> None:
    """Conventions : vérifier, lire, lister."""


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
    checked = _checked(path)
    if checked.convention is None:
        click.echo("\n".join(report.findings_lines(checked)), err=True)
        sys.exit(EXIT_FINDINGS)
    if as_json:
        say_json(report.convention_json(checked.convention))
    else:
        click.echo("\n".join(report.convention_lines(checked.convention)))


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
