"""What a test observes of a convention: a decision, a date, or the questions that its check asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from socle.conventions.domain import consistency
from socle.conventions.domain.convention import Convention
from socle.conventions.domain.kinds.lapse import Cause
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.life import life
from socle.conventions.domain.opening import OpeningCase, opening
from socle.conventions.domain.rules import control, ending
from tests.domain.conventions.endings import ending_of
from tests.domain.conventions.texts import CALENDAR, body, with_paper, with_term

Observer = Callable[[Convention], object]
D = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def questions(convention: Convention) -> object:
    return tuple(finding.what for finding in consistency.findings(convention))


def misnumbered(convention: Convention) -> object:
    return questions(replace(convention, number="99913402600015"))


def opened(service: str, papers: dict[str, dict[str, None]] | None = None, without: tuple[str, ...] = ()) -> Observer:
    """Whether a service opens, with some papers otherwise, and without some terms."""

    def observe(convention: Convention) -> object:
        for identifier, dates in (papers or {}).items():
            convention = with_paper(convention, identifier, **dates)
        kept = tuple(term for term in convention.terms if term.id not in without)
        return opening(OpeningCase.of(replace(convention, terms=kept), D), service).allowed

    return observe


def owed(term: str) -> Observer:
    """What the term makes each party owe."""
    return lambda c: tuple(body(c, term).owed())


def reads(term: str, *, flaws: bool = False) -> Observer:
    """How the page reads the term: its sentence, and what its fields contradict or leave blank."""

    def observe(convention: Convention) -> object:
        found = body(convention, term)
        told = [flaw.what for flaw in found.flaws()] if flaws else []
        return found.sentence(), told

    return observe


def life_on(day: date) -> Observer:
    return lambda c: life(c, day)


def may_end(ground: Ground, by: str = "", **days: str) -> Observer:
    """The last day that one party can reach on a ground, each reading of an unclear clause, and from when."""

    def observe(convention: Convention) -> object:
        found = ending_of(convention, ground, by, **days)
        return found.last_day, [one.last_day for one in found.readings], found.opens_on

    return observe


def questions_without(contact: str) -> Observer:
    """The questions of the check when one interlocutor is missing from the annex."""

    def observe(convention: Convention) -> object:
        kept = tuple(one for one in convention.contacts if one.id != contact)
        return questions(replace(convention, contacts=kept))

    return observe


def opened_before_publication(convention: Convention) -> object:
    unpublished = with_term(convention, "deliberation-du-conseil-municipal", published_on=None)
    return opening(OpeningCase.of(unpublished, D), "cdap").allowed


def period(convention: Convention) -> object:
    return life(convention, date(2026, 12, 1))


def ends(ground: Ground, wished: date | None = None) -> Observer:
    days = {"sent": D, "received": D, "notified": D, **({"wished": wished} if wished else {})}

    def observe(convention: Convention) -> object:
        found = ending_of(convention, ground, **{fact: day.isoformat() for fact, day in days.items()})
        return found.last_day, found.cure, found.closing

    return observe


def falls(cause: Cause) -> Observer:
    return lambda c: [paper.id for paper in ending.fallen(c.terms, cause, c.documents)]


def decided(decide: Callable[..., object], *args: object, **kwargs: object) -> Observer:
    return lambda c: decide(c.terms, *args, **kwargs).allowed


def told(decide: Callable[..., object], *args: object, **kwargs: object) -> Observer:
    return lambda c: decide(c.terms, *args, **kwargs)


def day_of(compute: Callable[..., object], *args: object, **kwargs: object) -> Observer:
    def observe(convention: Convention) -> object:
        due = compute(convention.terms, *args, **kwargs)
        return due.deadline.value if due else None

    return observe


def yearly(convention: Convention) -> object:
    return [(item.of, item.day) for item in control.yearly_dues(convention.terms, D, CALENDAR)]


def blanks(convention: Convention) -> object:
    """What the terms themselves say is blank."""
    return [flaw.what for term in convention.terms for flaw in term.body.flaws()]
