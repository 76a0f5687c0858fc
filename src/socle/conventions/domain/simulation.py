"""What an avenant would change before it is signed: clocks, duties, references, money (MCP-05; issue 3, simulation).

Pure comparison of the terms just before and from the day the avenant takes effect; rights and seats are counted by the
rooms above, which know them. Nothing is written, nothing is promised: it is what the text says on what is known today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from socle.conventions.domain.agenda import DateKind, NextDate, next_dates
from socle.conventions.domain.convention import Avenant, Convention, Document, Term
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.difference import TermChange, difference
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.fields import fields_of, references
from socle.conventions.domain.force import terms_in_force
from socle.conventions.domain.grammar import SIMPLE
from socle.conventions.domain.kinds import Fee
from socle.conventions.domain.links import names_of
from socle.conventions.domain.reading import AnyTerm, of_kind
from socle.conventions.domain.types import EVERY, DelayText
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar, Deadline, Delay, Unit, compute
from socle.kernel.money import Money

ONE_DAY = timedelta(days=1)
NAMED = {"service": "le service", "profile": "le profil", "mission": "la mission", "term": "le terme"}
DATE_SAYS = {
    DateKind.PERIOD_END: "fin de la période en cours",
    DateKind.RENEWAL: "prochaine reconduction",
    DateKind.LAST_NOTICE: "dernier jour utile pour dénoncer",
    DateKind.END: "fin de la convention",
}


@dataclass(frozen=True, slots=True)
class MovedDate:
    """One date of the convention before and after, with its proof; None on the side that has none."""

    kind: DateKind
    before: NextDate | None
    after: NextDate | None

    @property
    def says(self) -> str:
        return DATE_SAYS[self.kind]

    @property
    def days(self) -> int | None:
        """By how many days it moves: negative when it comes sooner."""
        return (self.after.day - self.before.day).days if self.before and self.after else None


@dataclass(frozen=True, slots=True)
class MovedClock:
    """One delay of a term before and after; `example` is the date that each gives from the day of effect."""

    term_id: str
    title: str
    says: str
    clause: Clause
    before: str | None
    after: str | None
    from_day: date
    due_before: Deadline | None
    due_after: Deadline | None


@dataclass(frozen=True, slots=True)
class MovedDuty:
    """Something owed that appears, disappears or changes."""

    term_id: str
    clause: Clause
    before: Duty | None
    after: Duty | None


@dataclass(frozen=True, slots=True)
class Orphan:
    """A term still in force that names what no term in force defines any more."""

    term: AnyTerm
    names: str
    says: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a price becomes over a year; None when the text has no price of that identifier."""

    term_id: str
    clause: Clause
    before: Money | None
    after: Money | None

    @property
    def by_year(self) -> Money:
        """What changes for one year: what is paid after, less what was paid before."""
        nothing = Money(Decimal(0))
        return (self.after or nothing) - (self.before or nothing)


@dataclass(frozen=True, slots=True)
class Simulation:
    """Everything the text says of an avenant on the day it takes effect."""

    effective_on: date
    before: tuple[Term, ...]
    after: tuple[Term, ...]
    changes: tuple[TermChange, ...]
    dates: tuple[MovedDate, ...]
    clocks: tuple[MovedClock, ...]
    duties: tuple[MovedDuty, ...]
    orphans: tuple[Orphan, ...]
    effects: tuple[Effect, ...]
    papers: tuple[Document, ...] = ()


def simulate(convention: Convention, after: Convention, avenant: Avenant) -> Simulation:
    """The terms of `convention` and of `after` on the first day of the avenant, compared."""
    start = convention.starts_on or avenant.effective_on
    day = max(start, avenant.effective_on)
    old, new = terms_in_force(convention, day), terms_in_force(after, day)
    calendar = Calendar(convention.territory or "FR")
    return Simulation(
        effective_on=day,
        before=old,
        after=new,
        changes=difference(old, new),
        dates=tuple(_dates(old, new, start, day, calendar)),
        clocks=tuple(_clocks(difference(old, new), day, calendar)),
        duties=tuple(_duties(old, new)),
        orphans=tuple(orphans(old, new)),
        effects=tuple(_effects(old, new)),
        papers=avenant.documents,
    )


def _dates(
    old: tuple[Term, ...], new: tuple[Term, ...], start: date, day: date, calendar: Calendar
) -> Iterator[MovedDate]:
    before = {item.kind: item for item in next_dates(old, start, day, calendar)}
    after = {item.kind: item for item in next_dates(new, start, day, calendar)}
    for kind in DateKind:
        one, other = before.get(kind), after.get(kind)
        if (one and one.day) != (other and other.day):
            yield MovedDate(kind, one, other)


def _clocks(changes: Iterable[TermChange], day: date, calendar: Calendar) -> Iterator[MovedClock]:
    for change in changes:
        delays = {field.name for field in fields_of(type(change.term.body)) if field.grammar is SIMPLE[DelayText]}
        for field in change.fields:
            if field.name in delays:
                before, after = _text(field.before), _text(field.after)
                yield MovedClock(
                    change.id,
                    change.title,
                    field.says,
                    change.clause,
                    spoken(before) if before else None,
                    spoken(after) if after else None,
                    day,
                    _due(before, day, calendar),
                    _due(after, day, calendar),
                )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _due(delay: str | None, day: date, calendar: Calendar) -> Deadline | None:
    return compute(day, Delay.parse(delay), calendar, roll=False) if delay else None


def _duties(old: Iterable[AnyTerm], new: Iterable[AnyTerm]) -> Iterator[MovedDuty]:
    before = {(term.id, duty.code): (term, duty) for term in old for duty in term.body.owed()}
    after = {(term.id, duty.code): (term, duty) for term in new for duty in term.body.owed()}
    for key in dict.fromkeys((*after, *before)):
        one, other = before.get(key), after.get(key)
        if (one and one[1]) != (other and other[1]):
            found = other or one
            assert found, "the key comes from one side"
            yield MovedDuty(found[0].id, found[0].clause, one[1] if one else None, other[1] if other else None)


def orphans(old: Iterable[AnyTerm], new: Iterable[AnyTerm]) -> Iterator[Orphan]:
    """The terms that would still name what the avenant ends: they stay written, and rule nothing any more."""
    new = tuple(new)
    known = frozenset().union(*(names_of(term) for term in new)) | {("profile", EVERY)}
    defined = frozenset().union(*(names_of(term) for term in old))
    for term in new:
        for _, refers, code in references(term.body):
            if refers in NAMED and (refers, code) in defined and (refers, code) not in known:
                says = f"« {term.id} » cite {NAMED[refers]} « {code} », qui n’est plus en vigueur."
                yield Orphan(term, code, says)


def _effects(old: Iterable[AnyTerm], new: Iterable[AnyTerm]) -> Iterator[Effect]:
    before = {term.id: term for term in of_kind(old, Fee)}
    after = {term.id: term for term in of_kind(new, Fee)}
    for key in dict.fromkeys((*after, *before)):
        one, other = before.get(key), after.get(key)
        yearly = (by_year(one.body) if one else None, by_year(other.body) if other else None)
        shown = other or one
        if shown and yearly[0] != yearly[1]:
            yield Effect(key, shown.clause, *yearly)


def by_year(fee: Fee) -> Money:
    """A price brought to twelve months; a period in weeks or days is brought to 365 days; a blank is nothing."""
    amount = Money.parse(fee.amount or "0").euros
    if fee.is_free or not fee.every:
        return Money.rounded(amount)
    delay = Delay.parse(fee.every)
    months = 12 * delay.amount_of(Unit.YEARS) + delay.amount_of(Unit.MONTHS)
    days = 7 * delay.amount_of(Unit.WEEKS) + delay.amount_of(Unit.DAYS)
    return Money.rounded(amount * 12 / months if months else amount * 365 / days)
