"""`socle convention simulate`: an avenant tried on a signed convention, before anybody signs it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from socle.conventions.domain.avenant import ReadAvenant
from socle.conventions.queries.simulating import Tried, tried_json, try_avenant
from socle.database.transactions import transaction
from socle.kernel.french import say_date
from socle.site.cli.output import EXIT_FINDINGS, say_json
from socle.site.cli.signed import convention_or_usage


def simulate(reference: str, file: Path, *, as_json: bool) -> None:
    """Reading only; exit code 1 when the avenant itself is refused."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"« {file} » n'est pas un texte en UTF-8 : enregistrez-le en UTF-8.") from error
    with transaction(None) as now:
        tried = try_avenant(convention_or_usage(reference), text, now)
    if as_json:
        say_json(tried_json(tried))
    else:
        click.echo("\n".join(_lines(tried)))
    sys.exit(EXIT_FINDINGS if isinstance(tried, ReadAvenant) else 0)


def _lines(tried: Tried | ReadAvenant) -> Iterator[str]:
    yield from (str(finding) for finding in tried.findings)
    if isinstance(tried, ReadAvenant):
        yield f"Avenant refusé : {len(tried.errors)} erreur(s)."
        return
    found = tried.simulation
    yield f"Avenant n° {tried.avenant.number} : {tried.avenant.title}, effet le {say_date(found.effective_on)}"
    for change in found.changes:
        yield f"  {change.change.label} : {change.id} [{change.clause}] {change.term.says}"
    for impact in tried.impacts:
        yield f"  {impact.title} : {impact.says}"
        yield from (f"    {one.name}, {one.detail}" for one in impact.people)
    for moved in found.dates:
        yield f"  {moved.says} : {_day(moved.before)} → {_day(moved.after)}"
    for clock in found.clocks:
        yield f"  {clock.title} [{clock.clause}] : {clock.before or '—'} → {clock.after or '—'}"
    yield from (f"  {orphan.says}" for orphan in found.orphans)
    yield from (f"  {effect.term_id} : {effect.by_year} par an" for effect in found.effects)


def _day(item: object) -> str:
    return say_date(item.day) if item is not None else "—"  # type: ignore[attr-defined]
