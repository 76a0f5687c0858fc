"""Supervision, sanctions, audits, and what each party owes every year (MCP-08, 25, 26; convention, 9 and 16)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from socle.conventions.domain.kinds import (
    Audit,
    Deliverable,
    IncidentNotice,
    Meeting,
    Minutes,
    Report,
    Review,
    Sanction,
    Supervision,
)
from socle.conventions.domain.kinds.audit import Audited
from socle.conventions.domain.kinds.sanction import Ground, Measure
from socle.conventions.domain.life import after
from socle.conventions.domain.reading import AnyTerm, first, of_kind
from socle.conventions.domain.rules.due import Due, at_once, due
from socle.conventions.domain.words import ContactRole, Side
from socle.kernel.deadlines import Calendar, Delay
from socle.kernel.decision import Decision, allow, refuse


def supervision_answer_due(terms: Iterable[AnyTerm], asked_on: date, calendar: Calendar) -> Due | None:
    """When the partner's answer to a question on rights is late; None while no delay was agreed."""
    term = first(terms, Supervision)
    if term is None or term.body.answer_within is None:
        return None
    return due("supervision_answer", asked_on, term.body.answer_within, calendar, term.clause)


def sanction_decision(terms: Iterable[AnyTerm], ground: Ground, measure: Measure, by: Side) -> Decision:
    """A measure is taken only on a written ground, by whom the text names; the ground is recorded."""
    term = next((term for term in of_kind(terms, Sanction) if term.body.ground is ground), None)
    if term is None or measure not in term.body.measures:
        reason = f"La convention ne prévoit pas « {measure.label} » pour {ground.label}."
        clause = term.clause if term else None
        return refuse("measure_unwritten", reason, clause=clause, fix="Choisissez une mesure prévue par la clause.")
    if term.body.by not in {by, Side.ALL}:
        reason = f"Cette mesure revient à {term.body.by.label}."
        return refuse("not_entitled", reason, clause=term.clause, fix=f"Adressez-vous à {term.body.by.label}.")
    return allow(term.clause)


def audit_decision(terms: Iterable[AnyTerm], by: Side, over: Audited) -> Decision:
    """Whether a side may audit the partner, or its providers."""
    audits = (term for term in of_kind(terms, Audit) if term.body.over is over)
    term = next((term for term in audits if term.body.by in {by, Side.ALL}), None)
    if term is not None:
        return allow(term.clause)
    reason = f"La convention ne donne pas à {by.label} le droit d’auditer {over.label}."
    return refuse("audit_unwritten", reason, fix="Les parties peuvent le prévoir par un avenant.")


def meeting_due(terms: Iterable[AnyTerm], asked_on: date, calendar: Calendar) -> Due | None:
    """Until when a meeting that a party asked for is held."""
    term = next((term for term in of_kind(terms, Meeting) if term.body.within), None)
    if term is None or term.body.within is None:
        return None
    return due("meeting", asked_on, term.body.within, calendar, term.clause)


def minutes_due(terms: Iterable[AnyTerm], started_on: date, calendar: Calendar) -> Due | None:
    """Until when minutes are validated; `started_on` is the day of the fact that the term names."""
    term = first(terms, Minutes)
    return due("minutes", started_on, term.body.within, calendar, term.clause) if term else None


def minutes_writer(terms: Iterable[AnyTerm], parties: tuple[str, ...], held_before: int) -> str | None:
    """Whose turn it is to write the minutes; None when no turn is written."""
    term = first(terms, Minutes)
    return parties[held_before % len(parties)] if term and term.body.in_turn and parties else None


def incident_due(terms: Iterable[AnyTerm], of: str, known_on: date, calendar: Calendar) -> Due | None:
    """Until when an incident is told; at once (the day it is known) when the text gives no delay."""
    term = next((term for term in of_kind(terms, IncidentNotice) if term.body.of == of), None)
    if term is None:
        return None
    if term.body.within:
        return due(of, known_on, term.body.within, calendar, term.clause)
    return at_once(of, known_on, calendar, term.clause)


def incident_contact(terms: Iterable[AnyTerm], of: str, nature: str = "") -> ContactRole | None:
    """The single contact for an incident; None when its nature follows another way, as the desk's incidents do."""
    term = next((term for term in of_kind(terms, IncidentNotice) if term.body.of == of), None)
    return term.body.contact if term and (not nature or term.body.except_for != nature) else None


def yearly_dues(terms: Iterable[AnyTerm], since: date, calendar: Calendar) -> tuple[Due, ...]:
    """What comes back each period, counted from the last time it was done (`since`), earliest first."""
    found = sorted(_periodic(terms, since, calendar), key=lambda item: (item.day, item.of))
    return tuple(found)


def _periodic(terms: Iterable[AnyTerm], since: date, calendar: Calendar) -> Iterator[Due]:
    for term in terms:
        body = term.body
        if isinstance(body, (Report, Review)):
            yield due(body.kind, since, body.every, calendar, term.clause)
        if isinstance(body, (Meeting, Deliverable)) and body.every:
            yield due(term.id, since, body.every, calendar, term.clause)


def review_recipient(terms: Iterable[AnyTerm]) -> Side | None:
    """Who receives the result of the yearly review, as its proof."""
    term = first(terms, Review)
    return term.body.sent_to if term else None


def chased_on(terms: Iterable[AnyTerm], name: str, expires_on: date) -> date | None:
    """The day to chase a paper before it lapses; None when the text names no chasing."""
    term = next((term for term in of_kind(terms, Deliverable) if term.body.name == name), None)
    if term is None or term.body.chased_before is None:
        return None
    return after(expires_on, Delay.parse(term.body.chased_before), -1)
