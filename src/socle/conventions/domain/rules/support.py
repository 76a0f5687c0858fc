"""Desks, their hours, and the ladder when no answer comes (MCP-40 to MCP-42; contrat de service, 3 and 4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from socle.conventions.domain.convention import Contact
from socle.conventions.domain.kinds import Availability, Channel, Escalation
from socle.conventions.domain.reading import AnyTerm, Written, first, of_kind
from socle.conventions.domain.rules.due import Due, due
from socle.conventions.domain.types import listed
from socle.conventions.domain.words import ContactRole, Day, Form, Role, Side
from socle.kernel.deadlines import Calendar, OpeningHours
from socle.kernel.decision import Decision, allow, refuse

_WEEK = tuple(Day)


def channels(terms: Iterable[AnyTerm], level: int | None = None) -> tuple[Written[Channel], ...]:
    """The desks of a level, in the order of the text."""
    return tuple(term for term in of_kind(terms, Channel) if level in {None, term.body.level})


def call_decision(terms: Iterable[AnyTerm], desk: str, role: Role) -> Decision:
    """Only the callers that the text names reach a desk."""
    term = next((term for term in of_kind(terms, Channel) if term.body.name == desk), None)
    if term is None:
        return refuse("desk_unknown", f"La convention ne connaît pas « {desk} ».")
    if role in term.body.callers:
        return allow(term.clause)
    reason = f"« {desk} » répond seulement à {listed(term.body.callers, 'ou')}."
    return refuse(
        "not_a_caller", reason, clause=term.clause, fix="Adressez-vous d’abord au support de votre organisme."
    )


def desk_hours(terms: Iterable[AnyTerm], desk: str) -> OpeningHours | None:
    """The opening hours of a desk, None when the text writes none."""
    term = next((term for term in of_kind(terms, Channel) if term.body.name == desk), None)
    if term is None or term.body.hours is None:
        return None
    return OpeningHours.parse(term.body.hours, [_WEEK.index(day) for day in term.body.days])


def first_form(terms: Iterable[AnyTerm], desk: str) -> Form | None:
    """The way to reach a desk first."""
    term = next((term for term in of_kind(terms, Channel) if term.body.name == desk), None)
    return term.body.forms[0] if term and term.body.forms else None


def escalation_due(terms: Iterable[AnyTerm], awaits: Side, asked_on: date, calendar: Calendar) -> Due | None:
    """When a question without answer may be escalated to the named contacts of the side that owes it."""
    term = _escalation(terms, awaits)
    return due("escalation", asked_on, term.body.after, calendar, term.clause) if term else None


def escalates_at_once(terms: Iterable[AnyTerm], awaits: Side) -> bool:
    """Whether a case that a party calls urgent may be escalated without waiting."""
    term = _escalation(terms, awaits)
    return term is not None and term.body.urgent_at_once


def ladder(terms: Iterable[AnyTerm], awaits: Side, contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """The contacts to call, in the written order."""
    known = {contact.id: contact for contact in contacts}
    term = _escalation(terms, awaits)
    return tuple(known[rung] for rung in term.body.ladder if rung in known) if term else ()


def stop_announced_to(terms: Iterable[AnyTerm]) -> ContactRole | None:
    """The contact of the partner who is told of planned stops."""
    term = first(terms, Availability)
    return term.body.stops_announced_to if term else None


def is_available(terms: Iterable[AnyTerm], *, desk_open: bool, maintenance: bool) -> bool:
    """Whether the service answers: always, or at desk hours, but not during maintenance when it is excepted."""
    term = first(terms, Availability)
    if term is None:
        return desk_open
    return (term.body.always or desk_open) and not (maintenance and term.body.except_maintenance)


def _escalation(terms: Iterable[AnyTerm], awaits: Side) -> Written[Escalation] | None:
    return next((term for term in of_kind(terms, Escalation) if term.body.awaits in {awaits, Side.ALL}), None)
