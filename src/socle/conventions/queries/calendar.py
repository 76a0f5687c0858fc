"""The calendar of a convention: what is due by whom, and the dates of its life, between two days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from socle.conventions.domain.agenda import dates_between
from socle.conventions.domain.closing import everything_owed
from socle.conventions.domain.occurrences import Occurrence
from socle.conventions.models import Convention
from socle.conventions.queries.obligations import courses_of
from socle.conventions.queries.portfolio import parties_of
from socle.kernel.deadlines.proof import ProofStep

LIFE = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One date: its term and clause, who bears it (nobody for a date of the convention's life), what it says."""

    date: date
    term: str
    clause: str
    bearer: str
    says: str
    proof: tuple[ProofStep, ...]


def calendar_of(convention: Convention, first: date, last: date) -> list[Item]:
    """The dates between two days included, the soonest first; none before the convention takes effect."""
    course = courses_of([convention]).get(convention.id)
    if course is None:
        return []
    names = {party.party_id: party.party.legal_name for party in parties_of([convention.id]).get(convention.id, [])}
    life = dates_between(course.terms_on, course.starts_on, (first, last), course.calendar)
    ended = course.calendar.day_of(course.ends_at) if course.ends_at else date.max
    items = [
        Item(one.day, one.kind.value, str(one.clause or ""), LIFE, one.says, one.proof)
        for one in life
        if one.day < ended
    ]
    items += [_item(one, names[one.bearer]) for one in everything_owed(course, first, last)]
    return sorted(items, key=lambda item: (item.date, item.term, item.bearer))


def _item(one: Occurrence, bearer: str) -> Item:
    return Item(one.due_on, one.term_id, str(one.clause), bearer, f"{bearer} : {one.what}.", one.proof)
