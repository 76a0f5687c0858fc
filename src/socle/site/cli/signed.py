"""Signed conventions, read by the operator."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import click
from django.conf import settings

from socle.conventions.domain.terms import body_json
from socle.conventions.queries.operator import Convention, convention_named, conventions, names_of_parties
from socle.conventions.queries.reading import terms_at
from socle.database.transactions import transaction
from socle.site.cli.output import say_json


def _found(reference: str) -> Convention:
    """A convention by its identifier or its short name."""
    found = convention_named(reference)
    if found is None:
        raise click.UsageError(
            f"« {reference} » n'est ni un fichier ni une convention signée ; « socle convention list » les donne."
        )
    return found


def instant_of(as_of: str | None, now: datetime) -> datetime:
    if as_of is None:
        return now
    try:
        if len(as_of) == len("2026-03-12"):
            return datetime.combine(date.fromisoformat(as_of), time(12), ZoneInfo(settings.TIME_ZONE))
        instant = datetime.fromisoformat(as_of)
    except ValueError as error:
        raise click.UsageError(f"date « {as_of} » illisible : écrivez 2026-03-12") from error
    return instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))


def _row(convention: Convention) -> dict[str, object]:
    return {
        "id": convention.id,
        "slug": convention.slug,
        "family": convention.family,
        "number": convention.number,
        "title": convention.title,
        "parties": names_of_parties(convention.id),
        "signed_on": convention.signed_on,
        "effective_at": convention.effective_at,
        "ends_at": convention.ends_at,
    }


def list_all(*, as_json: bool) -> None:
    with transaction(None):
        rows = [_row(convention) for convention in conventions()]
    if as_json:
        say_json({"items": rows, "next": None})
        return
    for row in rows:
        click.echo(f"{row['id']}  {row['slug']:<28} {row['number']:<16} {row['title']}")


def _terms(convention: Convention, at: datetime) -> list[dict[str, object]]:
    return [
        {
            "id": term.id,
            "kind": term.kind,
            "clause": str(term.clause),
            "says": term.says,
            "reads": term.body.sentence(),
            **body_json(term.body),
        }
        for term in terms_at(convention.id, at)
    ]


def show(reference: str, *, as_json: bool) -> None:
    with transaction(None) as now:
        convention = _found(reference)
        row, terms_shown = _row(convention), _terms(convention, now)
    if as_json:
        say_json(row | {"terms": terms_shown})
        return
    click.echo(f"{row['title']} — n° {row['number']}")
    for party in row["parties"]:  # type: ignore[attr-defined]
        click.echo(f"  {party}")
    _say_terms(terms_shown)


def terms(reference: str, *, as_of: str | None, as_json: bool) -> None:
    with transaction(None) as now:
        convention = _found(reference)
        found = _terms(convention, instant_of(as_of, now))
    if as_json:
        say_json({"items": found, "next": None})
    else:
        _say_terms(found)


def _say_terms(found: list[dict[str, object]]) -> None:
    for term in found:
        click.echo(f"{term['id']} [{term['clause']}]\n  {term['says']}")
