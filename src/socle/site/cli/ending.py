"""`socle convention end`: what would end a convention and when; computes, writes nothing (MCP-04, DRT-13, URS-13)."""

from __future__ import annotations

import sys
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from socle.conventions.domain.ending import Ending, Facts, Setting, calculate
from socle.conventions.domain.ending.report import ending_json, ending_lines
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.rules.ending import termination_terms
from socle.conventions.domain.words import Side
from socle.kernel.deadlines.calendars import PARIS, YEARS
from socle.site.cli.output import EXIT_REFUSED, EXIT_USAGE, say_json
from socle.site.cli.preparation import prepare_django

GROUNDS = {
    "unilateral": Ground.WILL,
    "breach": Ground.BREACH,
    "agreement": Ground.AGREEMENT,
    "force-majeure": Ground.FORCE_MAJEURE,
    "general-interest": Ground.GENERAL_INTEREST,
}
MISSING = {"sent": "--sent", "received": "--received", "notified": "--notified", "suspended": "--suspended"}


class Day(click.ParamType[date]):
    """A day of the calendar, written 2026-03-12."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        del param, ctx
        try:
            day = date.fromisoformat(value)
        except ValueError as error:
            raise click.UsageError(f"date « {value} » illisible : écrivez 2026-03-12.") from error
        if day.year not in YEARS:
            raise click.UsageError(f"date « {value} » : donnez une année de {YEARS[0]} à {YEARS[-1]}.")
        return day


def say(reference: str, ground: str, by: str, facts: Facts, *, as_json: bool) -> None:
    """Print the ending; exit 2 while a fact is missing, 3 when it cannot be."""
    setting = _setting(reference, facts)
    if GROUNDS[ground] is Ground.FORCE_MAJEURE and not Path(reference).is_file():
        facts = import_module("socle.site.cli.signed").suspended(reference, facts)
    ending = _ending(setting, GROUNDS[ground], by, facts)
    if as_json:
        say_json(ending_json(ending))
    else:
        click.echo("\n".join(ending_lines(ending)))
    if ending.missing:
        option = MISSING.get(ending.missing, "--agreed ou --wished")
        click.echo(f"socle : {ending.decision.reason} Ajoutez {option} DATE.", err=True)
        sys.exit(EXIT_USAGE)
    sys.exit(0 if ending.decision else EXIT_REFUSED)


def _setting(reference: str, facts: Facts) -> Setting:
    """A file that nobody has to sign to be read, or a signed convention."""
    path = Path(reference)
    if not path.is_file():
        prepare_django()
        return import_module("socle.site.cli.signed").setting(reference, facts)  # type: ignore[no-any-return]
    checked = import_module("socle.site.cli.convention").sound(path)
    return Setting.of_text(checked, facts.latest() or datetime.now(ZoneInfo(PARIS)).date())


def _ending(setting: Setting, ground: Ground, by: str, facts: Facts) -> Ending:
    term = termination_terms(setting.terms, ground)
    author = setting.author(by, term.body.by if term else Side.ALL)
    if author is None:
        names = ", ".join(f"« {one.name} »" for one in setting.signatories)
        raise click.UsageError(f"« {by} » n'est pas une partie : donnez caisse, partner, ou un nom parmi {names}.")
    return calculate(setting, ground, author, facts)
