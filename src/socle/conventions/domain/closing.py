"""The closing actions of a dated end, as occurrences that their bearers tick like any other obligation (MCP-04).

They are due on the last day of service, by the terms in force that day. When one party leaves and the others go on,
only what it owes is left to do (URS-13).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from operator import attrgetter

from socle.conventions.domain.ending.after import closing_actions, data_duties
from socle.conventions.domain.ending.outcome import Duty, Owed
from socle.conventions.domain.force import midnight
from socle.conventions.domain.kinds import Termination
from socle.conventions.domain.occurrences import Course, DatedEnd, Occurrence, Signatory, occurrences, parties_of
from socle.conventions.domain.rules.ending import termination_terms
from socle.kernel.deadlines.proof import ProofStep

KIND = Termination.kind


def everything_owed(course: Course, first: date, last: date) -> tuple[Occurrence, ...]:
    """What the terms make the parties owe between two days, and what the ends announced leave to do."""
    closing = (one for one in closings(course) if first <= one.due_on <= last)
    return tuple(sorted((*occurrences(course, first, last), *closing), key=attrgetter("due_on")))


def closings(course: Course) -> Iterator[Occurrence]:
    """One occurrence for each action of each dated end and each party that owes it."""
    for end in course.dated_ends:
        terms = course.terms_on(end.last_day)
        term = termination_terms(terms, end.ground)
        for duty in (*closing_actions(terms, term, end.last_day), *data_duties(terms, end.last_day)):
            if duty.owed:
                for bearer in _bearers(duty.owed, end, course.parties):
                    yield _occurrence(course, end, duty, duty.owed, bearer)


def _bearers(owed: Owed, end: DatedEnd, parties: Iterable[Signatory]) -> Iterator[Signatory]:
    return (one for one in parties_of(owed.bearer, parties) if end.leaver in (None, one.party_id))


def _occurrence(course: Course, end: DatedEnd, duty: Duty, owed: Owed, bearer: Signatory) -> Occurrence:
    begins = course.calendar.day_of(end.announced_at)
    due_on = max(end.last_day, begins)
    return Occurrence(
        term_id=owed.term_id,
        kind=KIND,
        code=owed.code,
        occasion=str(end.id),
        what=owed.what,
        clause=duty.clause,
        says=f"{duty.says}.",
        bearer=bearer.party_id,
        beneficiaries=tuple(one.party_id for one in course.parties if one.party_id != bearer.party_id),
        begins_on=begins,
        due_on=due_on,
        due=midnight(due_on + timedelta(days=1), course.calendar),
        remind_on=begins,
        wanted=owed.wanted,
        proof=(ProofStep("Dernier jour", end.last_day, "les actions de clôture sont faites ce jour-là au plus tard"),),
    )
