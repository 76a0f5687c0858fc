"""The obligations of conventions: occurrences drawn from the terms over time, with what the parties said of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from socle.conventions.domain.body import Body
from socle.conventions.domain.closing import everything_owed
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.force import midnight
from socle.conventions.domain.keeping import Entry, Kept, Standing, standing
from socle.conventions.domain.kinds import KINDS, Deliverable, Service
from socle.conventions.domain.life import after
from socle.conventions.domain.occurrences import Course, DatedEnd, Fact, Occurrence, Stretch, Version, stretches
from socle.conventions.domain.reading import AnyTerm
from socle.conventions.evidence import Evidence, shown_above
from socle.conventions.models import (
    Convention,
    ConventionDocument,
    ConventionParty,
    ForceMajeure,
    ObligationEntry,
    ObligationFact,
    ObligationHolder,
)
from socle.conventions.queries.dated_ends import dated_ends_of
from socle.conventions.queries.portfolio import LIFE_KINDS, parties_of, terms_of_many
from socle.conventions.queries.reading import Terms, read_terms
from socle.kernel.deadlines import Calendar, Delay

HORIZON = Delay.parse("P5Y")
CLOSING = (Service.kind,)
OWING = tuple(kind for kind, body in KINDS.items() if body.owed is not Body.owed)
VERSIONS = """
select t.convention_id, jsonb_agg(jsonb_build_object(
         'term_key', t.term_key, 'kind', t.kind, 'clause', t.clause, 'says', t.says, 'position', t.position,
         'body', t.body, 'act_number', t.act_number, 'is_end', t.is_end,
         'since', lower(t.validity), 'until', upper(t.validity)) order by t.position, t.term_key, t.act_number)::text
from conventions_term t
where t.convention_id = any(%s) and t.kind = any(%s) and not isempty(t.validity)
group by t.convention_id
"""

Key = tuple[str, str, str, UUID]


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence as it stands: its convention, what was last said, who is in charge."""

    convention: Convention
    occurrence: Occurrence
    standing: Standing
    entry: Entry | None
    holder_id: UUID | None


def courses_of(conventions: Iterable[Convention], at: datetime | None = None) -> Mapping[UUID, Course]:
    """What each convention makes its parties owe over time, in four statements; texts alike are read once.

    With `at`, an end announced later is not known yet.
    """
    rows = {row.id: row for row in conventions if row.effective_at}
    parties, facts, ends = parties_of(list(rows)), _facts(list(rows)), dated_ends_of(list(rows), at)
    with connection.cursor() as cursor:
        cursor.execute(VERSIONS, (list(rows), [*OWING, *LIFE_KINDS, *CLOSING]))
        texts: dict[UUID, str] = dict(cursor.fetchall())
    read: dict[str, tuple[Stretch, ...]] = {
        text: stretches(map(_version, json.loads(text))) for text in set(texts.values())
    }
    return {
        key: _course(row, read.get(texts.get(key, ""), ()), parties.get(key, ()), facts.get(key, ()), ends.get(key, ()))
        for key, row in rows.items()
    }


def _version(row: Mapping[str, object]) -> Version:
    return Version(
        act=int(str(row["act_number"])),
        term_id=str(row["term_key"]),
        since=datetime.fromisoformat(str(row["since"])),
        until=datetime.fromisoformat(str(row["until"])) if row["until"] else None,
        term=None if row["is_end"] else read_terms([row]).all[0],
    )


def _course(
    row: Convention,
    found: tuple[Stretch, ...],
    parties: Sequence[ConventionParty],
    facts: Sequence[Fact],
    ends: Sequence[DatedEnd],
) -> Course:
    calendar = Calendar(row.organisation.territory or "FR")
    assert row.effective_at, "only conventions that have a first day"
    starts_on = calendar.day_of(row.effective_at)
    return Course(found, tuple(parties), starts_on, row.ends_at, calendar, tuple(facts), tuple(ends))


def _facts(convention_ids: Sequence[UUID]) -> Mapping[UUID, list[Fact]]:
    found: dict[UUID, list[Fact]] = {}
    for row in ObligationFact.objects.filter(convention_id__in=convention_ids).order_by("happened_at", "id"):
        found.setdefault(row.convention_id, []).append(Fact(row.id, row.term_key, row.code, row.happened_at))
    return found


def lines_of(conventions: Sequence[Convention], first: date, last: date, at: datetime) -> list[Line]:
    """The occurrences due between two days in some conventions, as they stood at `at`, the soonest first."""
    courses = courses_of(conventions, at)
    keys = list(courses)
    said, held = _entries(keys, at), _holders(keys, at)
    shown, stopped = _shown(keys), _stopped(keys, at)
    alike = _Alike(first, last)
    found = [
        _line(
            row,
            one,
            said.get((row.id, *one.key)) or _by_itself(shown.get(row.id, ()), one, at),
            held.get((row.id, one.term_id, one.code, one.bearer)),
            at,
            stopped.get(row.id, ()),
        )
        for row in conventions
        if row.id in courses
        for one in alike.occurrences(courses[row.id])
    ]
    return sorted(found, key=lambda line: (line.occurrence.due, line.convention.title, line.occurrence.term_id))


class _Alike:
    """Conventions that say the same, from the same day, owe the same: reckoned once, then told to their own parties."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._known: dict[tuple[object, ...], tuple[Course, tuple[Occurrence, ...]]] = {}

    def occurrences(self, course: Course) -> Iterable[Occurrence]:
        if course.facts or course.dated_ends:
            return everything_owed(course, self.first, self.last)
        places = tuple((party.key, party.role, party.leaves_at) for party in course.parties)
        key = (id(course.stretches), course.starts_on, course.ends_at, course.calendar, places)
        if key not in self._known:
            self._known[key] = (course, everything_owed(course, self.first, self.last))
        like, found = self._known[key]
        named = {one.party_id: own.party_id for one, own in zip(like.parties, course.parties, strict=True)}
        return (replace(one, bearer=named[one.bearer], beneficiaries=_named(one, named)) for one in found)


def _named(one: Occurrence, named: Mapping[UUID, UUID]) -> tuple[UUID, ...]:
    return tuple(named[party] for party in one.beneficiaries)


def _line(
    row: Convention,
    one: Occurrence,
    entry: Entry | None,
    holder: UUID | None,
    at: datetime,
    stopped: Iterable[ForceMajeure] = (),
) -> Line:
    return Line(row, one, standing(one, entry, at, is_suspended=_is_stopped(one, stopped)), entry, holder)


def _is_stopped(one: Occurrence, stopped: Iterable[ForceMajeure]) -> bool:
    """Whether force majeure suspends the term on the day the occurrence is due."""
    return any(
        one.term_id in row.terms
        and row.began_on <= one.due_on
        and (row.resumed_on is None or one.due_on < row.resumed_on)
        for row in stopped
    )


def _stopped(convention_ids: Sequence[UUID], at: datetime) -> Mapping[UUID, list[ForceMajeure]]:
    found: dict[UUID, list[ForceMajeure]] = {}
    for row in ForceMajeure.objects.filter(convention_id__in=convention_ids, recorded_at__lte=at):
        found.setdefault(row.convention_id, []).append(row)
    return found


def _shown(convention_ids: Sequence[UUID]) -> Mapping[UUID, list[Evidence]]:
    """Papers received, and what the rooms above show."""
    papers = ConventionDocument.objects.filter(convention_id__in=convention_ids).exclude(received_on=None)
    found: dict[UUID, list[Evidence]] = {}
    for row in papers.only("convention_id", "key", "title", "received_on"):
        says = f"« {row.title} » reçu le {row.received_on:%d/%m/%Y}."
        one = Evidence(row.convention_id, Deliverable.kind, None, row.received_on, says, row.key)  # type: ignore[arg-type]
        found.setdefault(row.convention_id, []).append(one)
    for shown in shown_above(convention_ids):
        found.setdefault(shown.convention_id, []).append(shown)
    return found


def _by_itself(shown: Iterable[Evidence], one: Occurrence, at: datetime) -> Entry | None:
    """What shows that the occurrence was kept in its time; a paper handed over once shows it at any time."""
    for evidence in shown:
        is_of = evidence.kind == one.kind and evidence.bearer in (None, one.bearer)
        is_paper = bool(evidence.document) and evidence.document == one.document
        in_time = one.begins_on <= evidence.on <= one.due_on
        if is_of and (is_paper or (in_time and not evidence.document)):
            recorded = midnight(evidence.on, Calendar("FR"))
            return Entry(Kept.DONE, evidence.on, evidence.says, recorded, 0) if recorded <= at else None
    return None


def _entries(convention_ids: Sequence[UUID], at: datetime) -> Mapping[tuple[UUID, str, str, str, UUID], Entry]:
    rows = ObligationEntry.objects.filter(convention_id__in=convention_ids, recorded_at__lte=at).order_by("rank")
    return {(row.convention_id, row.term_key, row.code, row.occasion, row.bearer_id): _entry(row) for row in rows}


def _entry(row: ObligationEntry) -> Entry:
    return Entry(Kept(row.state), row.done_on, row.note, row.recorded_at, row.rank)


def _holders(convention_ids: Sequence[UUID], at: datetime) -> Mapping[tuple[UUID, str, str, UUID], UUID | None]:
    rows = ObligationHolder.objects.filter(convention_id__in=convention_ids, recorded_at__lte=at)
    return {
        (row.convention_id, row.term_key, row.code, row.party_id): row.person_id for row in rows.order_by("recorded_at")
    }


def occurrence_of(convention: Convention, key: Key, at: datetime) -> Line | None:
    """One occurrence by its key, past or at most some years to come; None when no term of the convention gives it."""
    course = courses_of([convention], at).get(convention.id)
    if course is None:
        return None
    horizon = after(course.calendar.day_of(at), HORIZON)
    found = (one for one in everything_owed(course, course.starts_on, horizon) if one.key == key)
    one = next(found, None)
    if one is None:
        return None
    said, held = _entries([convention.id], at), _holders([convention.id], at)
    entry = said.get((convention.id, *one.key)) or _by_itself(_shown([convention.id]).get(convention.id, ()), one, at)
    stopped = _stopped([convention.id], at).get(convention.id, ())
    return _line(convention, one, entry, held.get((convention.id, one.term_id, one.code, one.bearer)), at, stopped)


def history_of(convention_id: UUID, key: Key) -> list[ObligationEntry]:
    """Everything said of one occurrence, the first thing first."""
    term_key, code, occasion, bearer = key
    rows = ObligationEntry.objects.filter(convention_id=convention_id, term_key=term_key, code=code)
    return list(rows.filter(occasion=occasion, bearer_id=bearer).order_by("rank"))


def duties_of(convention: Convention, at: datetime) -> list[tuple[AnyTerm, Duty]]:
    """Every duty that the terms in force at `at` write, in the order of the text: dated, on an event, or standing."""
    terms = terms_of_many([convention.id], OWING, at).get(convention.id, Terms())
    return [(term, duty) for term in terms for duty in term.body.owed()]
