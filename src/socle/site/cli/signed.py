"""Signed conventions, read by the operator."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import click
from django.conf import settings

from socle.conventions.domain.agenda import state_at
from socle.conventions.domain.ending import Facts, Setting
from socle.conventions.domain.terms import body_json
from socle.conventions.queries.calendar import calendar_of
from socle.conventions.queries.ending import setting_of
from socle.conventions.queries.endings import running_suspension
from socle.conventions.queries.operator import Convention, convention_named, conventions, names_of_parties
from socle.conventions.queries.reading import terms_at
from socle.database.transactions import transaction
from socle.kernel.deadlines import Calendar, add_months
from socle.site.cli.output import say_json


def convention_or_usage(reference: str) -> Convention:
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
    with transaction(None) as now:
        found = list(conventions())
        if as_json:
            say_json([_line(convention, now) for convention in found])
            return
    for row in found:
        click.echo(f"{row.id}  {row.slug:<28} {row.number:<16} {row.title}")


def _line(convention: Convention, now: datetime) -> dict[str, object]:
    """A convention as a machine lists it: `starts` is its first day, `ends` its last one, null when none is written."""
    calendar = Calendar(convention.organisation.territory or "FR")
    starts, ends = convention.effective_at, convention.ends_at
    return {
        "id": convention.id,
        "slug": convention.slug,
        "model": convention.family,
        "parties": names_of_parties(convention.id),
        "state": state_at(starts, ends, now),
        "starts": calendar.day_of(starts) if starts else None,
        "ends": calendar.day_of(ends) - timedelta(days=1) if ends else None,
    }


def calendar(reference: str, *, first: str | None, last: str | None, as_json: bool) -> None:
    with transaction(None) as now:
        convention = convention_or_usage(reference)
        today = Calendar(convention.organisation.territory or "FR").day_of(now)
        begins = _day(first) if first else today
        ends = _day(last) if last else add_months(begins, 12)
        if ends < begins:
            raise click.UsageError(f"« --to {ends} » vient avant « --from {begins} » : échangez les deux dates.")
        items = calendar_of(convention, begins, ends)
    if as_json:
        shown = ("date", "term", "clause", "bearer", "says")
        say_json({"items": [{key: getattr(item, key) for key in shown} for item in items]})
        return
    for item in items:
        click.echo(f"{item.date:%d/%m/%Y}  {item.says}  [{item.clause}]")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError(f"date « {text} » illisible : écrivez 2026-03-12") from error


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
        convention = convention_or_usage(reference)
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
        convention = convention_or_usage(reference)
        found = _terms(convention, instant_of(as_of, now))
    if as_json:
        say_json({"items": found, "next": None})
    else:
        _say_terms(found)


def _say_terms(found: list[dict[str, object]]) -> None:
    for term in found:
        click.echo(f"{term['id']} [{term['clause']}]\n  {term['says']}")


def setting(reference: str, facts: Facts) -> Setting:
    """What the termination calculator reads of a signed convention."""
    with transaction(None) as now:
        return setting_of(convention_or_usage(reference), facts, now)


def suspended(reference: str, facts: Facts) -> Facts:
    """The facts, with the suspension that is recorded when the command names none."""
    with transaction(None):
        prevented = running_suspension(convention_or_usage(reference))
    if facts.suspended or prevented is None:
        return facts
    return replace(facts, suspended=prevented.began_on)
