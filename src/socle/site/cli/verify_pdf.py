"""`socle verify-pdf`: who signed a PDF, in which order, and what changed since; no database."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from socle.database import cluster
from socle.papers.pades.verifying import verify
from socle.site.cli.output import EXIT_FINDINGS, json_option, say_json


@click.command(name="verify-pdf")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--roots", default="", help="Dossier des autorités reconnues (PEM) ; SOCLE_SIGNING_ROOTS par défaut.")
@json_option
def verify_pdf(file: Path, roots: str, as_json: bool) -> None:
    """Vérifie un PDF signé : signataires, ordre, intégrité, ce qui a changé ensuite."""
    folder = roots or os.environ.get("SOCLE_SIGNING_ROOTS", "")
    report = verify(file.read_bytes(), state=cluster.state_dir(), folder=folder, at=datetime.now(UTC))
    if as_json:
        say_json(report.said())
    else:
        for sentence in report.sentences():
            click.echo(sentence)
        for one in report.signatures:
            click.echo(f"{one.rank}. {one.name}, {one.organisation} : {' '.join(one.sentences())}")
    sys.exit(0 if report.holds else EXIT_FINDINGS)
