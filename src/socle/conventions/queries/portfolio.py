"""The list of conventions: those the actor's organisation is party to, filtered, with their next date."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from socle.conventions.domain.agenda import NextDate, ended_on, next_dates, state_at
from socle.conventions.domain.life import State
from socle.conventions.models import Convention, ConventionParty
from socle.conventions.queries.reading import Terms, read_terms
from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar
from socle.kernel.identifiers import uuid_of

PAGE_SIZE = 50
FEW = 8
LIFE_KINDS = ("duration", "renewal", "termination")

TERMS_OF_MANY = """
select term.convention_id, jsonb_agg(to_jsonb(term) order by term.position)
from (
  select distinct on (t.convention_id, t.term_key)
         t.convention_id, t.term_key, t.kind, t.clause, t.says, t.position, t.body, t.is_end, t.act_number
  from conventions_term t
  where t.convention_id = any(%s) and t.kind = any(%s) and t.validity @> %s
  order by t.convention_id, t.term_key, t.act_number desc
) term
where not term.is_end
group by term.convention_id
"""


@dataclass(frozen=True, slots=True)
class ConventionFilter:
    """What the list is limited to."""

    words: str = ""
    family: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class ConventionLine:
    """One convention of the list."""

    convention: Convention
    others: tuple[str, ...]
    state: State
    next: NextDate | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """How many conventions the filter keeps, and the numbers of the neighbouring pages."""

    total: int
    next: int | None
    previous: int | None


def visible_to(actor: Actor) -> QuerySet[Convention]:
    """The conventions that the actor's organisation signed."""
    signed = ConventionParty.objects.filter(convention=OuterRef("pk"), party_id=actor.organisation_id)
    return Convention.objects.filter(Exists(signed))


def signed_with(actor: Actor, others: Collection[UUID], *, limit: int) -> list[UUID]:
    """The conventions of the actor's organisation, those signed with some of the others first, then the latest."""
    theirs = ConventionParty.objects.filter(convention=OuterRef("pk"), party_id__in=others)
    rows = visible_to(actor).annotate(is_theirs=Exists(theirs)).order_by("-is_theirs", "-effective_at", "id")
    return list(rows.values_list("id", flat=True)[:limit])


def convention_page(
    actor: Actor, at: datetime, wanted: ConventionFilter, number: str
) -> tuple[ListPage, list[ConventionLine]]:
    """One page of conventions by partner; four statements whatever their number."""
    rows = _by_partner(actor, wanted, at)
    page = Paginator(rows, PAGE_SIZE).get_page(number)
    shown = ListPage(
        page.paginator.count,
        page.next_page_number() if page.has_next() else None,
        page.previous_page_number() if page.has_previous() else None,
    )
    return shown, _lines(list(page.object_list), actor, at)


def first_conventions(actor: Actor, at: datetime, wanted: ConventionFilter) -> list[tuple[UUID, str, str]]:
    """The first conventions of the list, as (id, title, partners), when a few are enough; two statements."""
    rows = list(_by_partner(actor, wanted, at)[:FEW])
    parties = parties_of([row.id for row in rows])
    return [(row.id, row.title, _partners(parties.get(row.id, ()))) for row in rows]


def _partners(parties: Iterable[ConventionParty]) -> str:
    return ", ".join(one.party.legal_name for one in parties if one.role == "partner")


def conventions_named(actor: Actor, words: str = "", convention_id: str = "") -> QuerySet[Convention]:
    """The conventions signed whose title, number or signatory has these words, by title; one when its id is given."""
    rows = _with_words(visible_to(actor), words).select_related("organisation").order_by("title", "id")
    if not convention_id:
        return rows
    found = uuid_of(convention_id)
    return rows.filter(id=found) if found else rows.none()


def _by_partner(actor: Actor, wanted: ConventionFilter, at: datetime) -> QuerySet[Convention]:
    rows = _filtered(visible_to(actor), wanted, actor, at).select_related("organisation")
    partner = ConventionParty.objects.filter(convention=OuterRef("pk"), role="partner").order_by("position")
    return rows.annotate(partner=Subquery(partner.values("party__legal_name")[:1])).order_by("partner", "title", "id")


def _filtered(rows: QuerySet[Convention], wanted: ConventionFilter, actor: Actor, at: datetime) -> QuerySet[Convention]:
    rows = _with_words(rows, wanted.words)
    if wanted.family:
        rows = rows.filter(family=wanted.family)
    return rows.filter(_in_state(State(wanted.state), actor, at)) if wanted.state in set(State) else rows


def _with_words(rows: QuerySet[Convention], words: str) -> QuerySet[Convention]:
    for word in words.split():
        party = ConventionParty.objects.filter(convention=OuterRef("pk")).filter(
            Q(party__legal_name__icontains=word) | Q(party__siret__startswith=word)
        )
        rows = rows.filter(Q(title__icontains=word) | Q(number__icontains=word) | Exists(party))
    return rows


def _in_state(state: State, actor: Actor, at: datetime) -> Q:
    """The twin, in SQL, of `state_at` for a party: what it left is over for it (URS-13)."""
    left = ConventionParty.objects.filter(
        convention=OuterRef("pk"), party_id=actor.organisation_id, leaves_at__lte=at, leaves_at__isnull=False
    )
    began, ended = Q(effective_at__lte=at), Q(ends_at__lte=at, ends_at__isnull=False) | Q(Exists(left))
    return {State.COMING: ~began, State.OVER: began & ended, State.IN_FORCE: began & ~ended}[state]


def _lines(conventions: Sequence[Convention], actor: Actor, at: datetime) -> list[ConventionLine]:
    keys = [row.id for row in conventions]
    parties = parties_of(keys)
    terms = terms_of_many(keys, LIFE_KINDS, at)
    return [_line(row, parties.get(row.id, ()), terms.get(row.id, Terms()), actor, at) for row in conventions]


def _line(
    row: Convention, parties: Iterable[ConventionParty], terms: Terms, actor: Actor, at: datetime
) -> ConventionLine:
    """A convention as its party reads it: over once that party left, whatever goes on between the others (URS-13)."""
    end = end_for(row, parties, actor.organisation_id)
    others = tuple(one.party.legal_name for one in parties if one.party_id != actor.organisation_id)
    state = state_at(row.effective_at, end.at, at)
    return ConventionLine(row, others, state, next(iter(dates_of(row, terms, at, end)), None))


@dataclass(frozen=True, slots=True)
class End:
    """The instant from which a convention is over, and the clause that says so; nothing when none is known."""

    at: datetime | None = None
    clause: str = ""


def end_for(row: Convention, parties: Iterable[ConventionParty], reader: UUID) -> End:
    """The end for all, or the leaving of the party that reads when it comes first."""
    leaving = next((one for one in parties if one.party_id == reader and one.leaves_at), None)
    if leaving and leaving.leaves_at and (row.ends_at is None or leaving.leaves_at < row.ends_at):
        return End(leaving.leaves_at, leaving.leaves_clause)
    return End(row.ends_at, row.ends_clause)


def parties_of(convention_ids: Sequence[UUID]) -> dict[UUID, list[ConventionParty]]:
    """Signatories by convention, in the order of the text."""
    found: dict[UUID, list[ConventionParty]] = {}
    rows = ConventionParty.objects.filter(convention_id__in=convention_ids).select_related("party")
    for row in rows.order_by("position"):
        found.setdefault(row.convention_id, []).append(row)
    return found


def terms_of_many(convention_ids: Sequence[UUID], kinds: Sequence[str], at: datetime) -> Mapping[UUID, Terms]:
    """The terms of some kinds in force at `at`, for many conventions in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(TERMS_OF_MANY, (list(convention_ids), list(kinds), at))
        return {row[0]: read_terms(loaded(row[1])) for row in cursor.fetchall()}


def loaded(value: str | list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """A JSON column as the driver gives it: Django asks for its text."""
    found: list[Mapping[str, Any]] = json.loads(value) if isinstance(value, str) else value
    return found


def dates_of(convention: Convention, terms: Terms, at: datetime, end: End | None = None) -> tuple[NextDate, ...]:
    """The next dates of a convention on the day of `at` in its territory; none before it starts or after its end."""
    known = end or End(convention.ends_at, convention.ends_clause)
    if convention.effective_at is None or state_at(convention.effective_at, known.at, at) is State.OVER:
        return ()
    calendar = Calendar(convention.organisation.territory or "FR")
    if known.at and known.clause:
        return (ended_on(calendar.day_of(known.at - timedelta(microseconds=1)), Clause.parse(known.clause)),)
    return next_dates(terms, calendar.day_of(convention.effective_at), calendar.day_of(at), calendar)
