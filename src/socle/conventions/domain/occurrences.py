"""Every duty of every term as dated occurrences: who owes what, to whom, by when, and how the date is found.

Sources: convention Mon Compte Partenaire, 16 (yearly report) and 17.1 (periods of the convention); model of shared
organisation, article 2 (letters before the end of the first quarter). A period counted from the convention begins on
the day it took effect and ends the day before its anniversary; what is owed in a period is owed at the latest on its
last day, without roll-over: the day after belongs to the next period. A duty whose text gives no reminder is recalled
a month before, by a rule of the house.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import Protocol
from uuid import UUID

from socle.conventions.domain.delays import spoken
from socle.conventions.domain.duty import Duty, Rhythm, Year
from socle.conventions.domain.force import midnight
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.life import after
from socle.conventions.domain.reading import AnyTerm
from socle.conventions.domain.words import Side
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar, Delay, compute
from socle.kernel.deadlines.proof import ProofStep

ONE_DAY = timedelta(days=1)
HOUSE_REMINDER = "P1M"


class Signatory(Protocol):
    """A party, as far as duties need it."""

    @property
    def key(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def party_id(self) -> UUID: ...
    @property
    def leaves_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Version:
    """A term as one act writes it, from when to when; a None `term` ends it."""

    act: int
    term_id: str
    since: datetime
    until: datetime | None
    term: AnyTerm | None

    def holds(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One version of a term and a length of time during which it is the one in force."""

    term: AnyTerm
    since: datetime
    until: datetime | None

    def holds(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened and makes a duty of the term owed: a request, an incident, a breach."""

    id: UUID
    term_id: str
    code: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One duty, once: who bears it, who benefits, the day it is due; `occasion` tells it from its likes."""

    term_id: str
    kind: str
    code: str
    occasion: str
    what: str
    clause: Clause
    says: str
    bearer: UUID
    beneficiaries: tuple[UUID, ...]
    begins_on: date
    due_on: date
    due: datetime
    remind_on: date
    wanted: str
    proof: tuple[ProofStep, ...]
    document: str | None = None

    @property
    def key(self) -> tuple[str, str, str, UUID]:
        return (self.term_id, self.code, self.occasion, self.bearer)


@dataclass(frozen=True, slots=True)
class DatedEnd:
    """An announced end that has its date; `leaver` alone goes when the others go on (URS-13)."""

    id: UUID
    ground: Ground
    announced_at: datetime
    last_day: date
    leaver: UUID | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What occurrences are drawn from: terms over time, parties, first day and end of the convention."""

    stretches: tuple[Stretch, ...]
    parties: tuple[Signatory, ...]
    starts_on: date
    ends_at: datetime | None
    calendar: Calendar
    facts: tuple[Fact, ...] = ()
    dated_ends: tuple[DatedEnd, ...] = ()

    def terms_on(self, day: date) -> tuple[AnyTerm, ...]:
        """The terms in force at the end of a day."""
        last_instant = midnight(day + ONE_DAY, self.calendar) - timedelta(microseconds=1)
        return tuple(stretch.term for stretch in self.stretches if stretch.holds(last_instant))

    def is_over(self, at: datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= at


def stretches(versions: Iterable[Version]) -> tuple[Stretch, ...]:
    """Which version of each term holds when: at every instant the highest act in force wins (house.md)."""
    by_term: dict[str, list[Version]] = {}
    for version in versions:
        by_term.setdefault(version.term_id, []).append(version)
    return tuple(found for same in by_term.values() for found in _stretches(same))


def _stretches(versions: Sequence[Version]) -> Iterator[Stretch]:
    bounds = {bound for version in versions for bound in (version.since, version.until) if bound}
    for since, until in pairwise([*sorted(bounds), None]):
        holding = [version for version in versions if since and version.holds(since)]
        winner = max(holding, key=attrgetter("act"), default=None)
        if since and winner and winner.term:
            yield Stretch(winner.term, since, until)


def occurrences(course: Course, first: date, last: date) -> tuple[Occurrence, ...]:
    """The occurrences due from `first` to `last` included, the soonest first."""
    found = (
        occurrence
        for stretch in course.stretches
        for duty in stretch.term.body.owed()
        for occurrence in _of_duty(course, stretch, duty, first, last)
    )
    return tuple(sorted(found, key=lambda one: (one.due_on, one.term_id, one.code, str(one.bearer), one.occasion)))


def _of_duty(course: Course, stretch: Stretch, duty: Duty, first: date, last: date) -> Iterator[Occurrence]:
    for occasion in _occasions(course, stretch, duty, last):
        last_instant = occasion.due - timedelta(microseconds=1)
        if (
            first <= course.calendar.day_of(last_instant) <= last
            and stretch.holds(last_instant)
            and not course.is_over(last_instant)
        ):
            there = parties_at(last_instant, course.parties)
            for bearer in parties_of(duty.bearer, there):
                if _is_owed_to_somebody(duty, bearer, course.parties, there):
                    yield _occurrence(course, stretch.term, duty, occasion, bearer, there)


@dataclass(frozen=True, slots=True)
class _Occasion:
    key: str
    begins_on: date
    due: datetime
    proof: tuple[ProofStep, ...]


def _occasions(course: Course, stretch: Stretch, duty: Duty, last: date) -> Iterator[_Occasion]:
    if duty.rhythm is Rhythm.PERIODIC:
        yield from _periods(course, stretch, duty, last)
    elif duty.rhythm is Rhythm.ONCE:
        yield _after_fact(course.starts_on.isoformat(), course.starts_on, duty, course.calendar)
    elif duty.rhythm is Rhythm.ON_EVENT:
        for fact in course.facts:
            if (fact.term_id, fact.code) == (stretch.term.id, duty.code) and stretch.holds(fact.at):
                yield _after_fact(str(fact.id), fact.at, duty, course.calendar)


def _periods(course: Course, stretch: Stretch, duty: Duty, last: date) -> Iterator[_Occasion]:
    """The periods of a duty, from the first one that ends while its term is in force."""
    assert duty.every, "a periodic duty has a period"
    every = Delay.parse(duty.every)
    origin = course.starts_on if duty.year is Year.CONVENTION else course.starts_on.replace(month=1, day=1)
    since, rank = course.calendar.day_of(stretch.since), 0
    while (begins := after(origin, every, rank)) <= last:
        ends = after(origin, every, rank + 1) - ONE_DAY
        rank += 1
        due_on = after(begins, Delay.parse(duty.within)) - ONE_DAY if duty.within else ends
        if due_on >= max(since, course.starts_on):
            yield _period(begins, ends, due_on, duty, course.calendar)


def _period(begins: date, ends: date, due_on: date, duty: Duty, calendar: Calendar) -> _Occasion:
    counted = "l’année civile" if duty.year is Year.CIVIL else "la prise d’effet"
    proof = [
        ProofStep("Période", begins, f"chaque période dure {spoken(duty.every or '')} et se compte depuis {counted}"),
        ProofStep("Fin de la période", ends, "dernier jour, sans report : le lendemain est dans la période suivante"),
    ]
    if duty.within:
        proof.append(ProofStep("Échéance", due_on, f"dans les {spoken(duty.within)} du début de la période"))
    return _Occasion(begins.isoformat(), begins, midnight(due_on + ONE_DAY, calendar), tuple(proof))


def _after_fact(key: str, at: date, duty: Duty, calendar: Calendar) -> _Occasion:
    """Within a delay of a fact; without delay, on the very day."""
    begins = calendar.day_of(at)
    if duty.within is None:
        proof = (ProofStep("Sans délai", begins, "le texte ne laisse aucun délai après le fait"),)
        return _Occasion(key, begins, midnight(begins + ONE_DAY, calendar), proof)
    found = compute(at, Delay.parse(duty.within), calendar)
    return _Occasion(key, begins, found.due, found.proof)


def parties_at(at: datetime, parties: Iterable[Signatory]) -> tuple[Signatory, ...]:
    """The parties that have not left: what is due after that is owed neither by who left nor to them (URS-13)."""
    return tuple(party for party in parties if party.leaves_at is None or at < party.leaves_at)


def _is_owed_to_somebody(
    duty: Duty, bearer: Signatory, signed: Iterable[Signatory], there: Iterable[Signatory]
) -> bool:
    """Whether somebody else to whom it was owed is still there; a duty owed to nobody else does not depend on them."""
    owed_to = {party.party_id for party in parties_of(duty.beneficiary, signed)} - {bearer.party_id}
    return not owed_to or bool(owed_to & {party.party_id for party in there})


def _occurrence(
    course: Course, term: AnyTerm, duty: Duty, occasion: _Occasion, bearer: Signatory, there: Iterable[Signatory]
) -> Occurrence:
    others = (party for party in parties_of(duty.beneficiary, there) if party.party_id != bearer.party_id)
    last_day = course.calendar.day_of(occasion.due - timedelta(microseconds=1))
    chased = after(last_day, Delay.parse(duty.chased_before or HOUSE_REMINDER), -1)
    return Occurrence(
        term_id=term.id,
        kind=term.body.kind,
        code=duty.code,
        occasion=occasion.key,
        what=duty.what,
        clause=term.clause,
        says=term.says,
        bearer=bearer.party_id,
        beneficiaries=tuple(party.party_id for party in others),
        begins_on=occasion.begins_on,
        due_on=last_day,
        due=occasion.due,
        remind_on=max(chased, occasion.begins_on),
        wanted=duty.proof,
        proof=occasion.proof,
        document=duty.document,
    )


def parties_of(who: str, parties: Iterable[Signatory]) -> tuple[Signatory, ...]:
    """The parties that a side, or the identifier of one party, stands for."""
    if who == Side.ALL:
        return tuple(parties)
    return tuple(party for party in parties if who in (party.role, party.key))
