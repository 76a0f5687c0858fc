"""Which terms are in force on a day: one pure function of the text and its avenants (house.md, « Terms at rest »).

Signing an act writes rows that nothing changes afterwards: a future avenant is a future range, and the highest act in
force wins. `fold` reads the rows back; it agrees with `terms_in_force` at every instant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import attrgetter

from socle.conventions.domain.convention import Avenant, Convention, Term
from socle.conventions.domain.terms import body_json, body_of
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar


@dataclass(frozen=True, slots=True)
class Row:
    """One term of one act, as it is stored; `is_end` closes the term of an earlier act; `act` 0 is the convention."""

    act: int
    term_id: str
    kind: str
    clause: str
    says: str
    position: int
    valid_from: datetime
    valid_to: datetime | None
    is_end: bool
    body: Mapping[str, object]


def terms_in_force(convention: Convention, at: date) -> tuple[Term, ...]:
    """The terms in force at `at` (a day or an aware instant), in the order of the text; none before it starts."""
    day = Calendar(convention.territory or "FR").day_of(at)
    if convention.starts_on is None or day < convention.starts_on:
        return ()
    terms = {term.id: term for term in convention.terms if _lasts(term, day)}
    for avenant in sorted(convention.avenants, key=attrgetter("number")):
        if avenant.effective_on <= day:
            for ended in ended_by(avenant):
                terms.pop(ended, None)
            terms.update((term.id, term) for term in avenant.terms if _lasts(term, day))
    return tuple(sorted(terms.values(), key=attrgetter("position")))


def ended_by(avenant: Avenant) -> tuple[str, ...]:
    """The terms that an avenant ends; one that it also writes is replaced, not ended."""
    written = {term.id for term in avenant.terms}
    return tuple(identifier for identifier in avenant.ends if identifier not in written)


def _lasts(term: Term, day: date) -> bool:
    return term.until is None or day <= term.until


def projection(convention: Convention) -> tuple[Row, ...]:
    """What signing writes, act after act; ValueError while the convention has no first day."""
    start = convention.starts_on
    if start is None:
        raise ValueError(
            "la convention n’a pas de jour de prise d’effet : écrivez « signed_on » sur le document racine"
        )
    calendar = Calendar(convention.territory or "FR")
    rows = [_row(term, 0, start, calendar) for term in convention.terms]
    known = {term.id: term for term in convention.terms}
    for avenant in sorted(convention.avenants, key=attrgetter("number")):
        rows += avenant_rows(avenant, known, start, calendar)
        known.update((term.id, term) for term in avenant.terms)
    return tuple(rows)


def avenant_rows(avenant: Avenant, known: Mapping[str, Term], first: date, calendar: Calendar) -> Iterator[Row]:
    """What signing one avenant writes over the terms of earlier acts; `first` is the convention's first day."""
    start = max(first, avenant.effective_on)
    for ended in ended_by(avenant):
        yield _end(known[ended], avenant, start, calendar)
    for term in avenant.terms:
        yield _row(term, avenant.number, start, calendar)


def fold(rows: Iterable[Row], at: datetime) -> tuple[Term, ...]:
    """The terms that stored rows say are in force at `at`: of each term, the highest act whose range contains `at`."""
    highest: dict[str, Row] = {}
    for row in rows:
        holds = row.valid_from <= at and (row.valid_to is None or at < row.valid_to)
        if holds and (row.term_id not in highest or highest[row.term_id].act < row.act):
            highest[row.term_id] = row
    return tuple(sorted((_term(row) for row in highest.values() if not row.is_end), key=attrgetter("position")))


def midnight(day: date, calendar: Calendar) -> datetime:
    """The instant at which a day begins in the territory."""
    return datetime.combine(day, time(), calendar.zone)


def _row(term: Term, act: int, start: date, calendar: Calendar) -> Row:
    return Row(
        act=act,
        term_id=term.id,
        kind=term.kind,
        clause=str(term.clause),
        says=term.says,
        position=term.position,
        valid_from=midnight(start, calendar),
        valid_to=midnight(term.until + timedelta(days=1), calendar) if term.until else None,
        is_end=False,
        body=body_json(term.body),
    )


def _end(term: Term, avenant: Avenant, start: date, calendar: Calendar) -> Row:
    return Row(
        act=avenant.number,
        term_id=term.id,
        kind=term.kind,
        clause=str(term.clause),
        says=f"Terme fini par l’avenant {avenant.number}.",
        position=term.position,
        valid_from=midnight(start, calendar),
        valid_to=None,
        is_end=True,
        body=body_json(term.body),
    )


def _term(row: Row) -> Term:
    until = row.valid_to.date() - timedelta(days=1) if row.valid_to else None
    return Term(row.term_id, Clause.parse(row.clause), row.says, row.position, body_of(row.kind, row.body), until)
