"""Traces: which acts leave one, how long it is kept, who reads it (MCP-31, MCP-32; contrat de service, 5.3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from socle.conventions.domain.kinds import Retention, TraceAccess, Tracing
from socle.conventions.domain.kinds.retention import Kept
from socle.conventions.domain.kinds.trace_access import Reach
from socle.conventions.domain.kinds.tracing import Event
from socle.conventions.domain.reading import AnyTerm, of_kind
from socle.conventions.domain.rules.due import Due, due
from socle.conventions.domain.types import listed
from socle.conventions.domain.words import Role
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import Decision, allow, refuse


def retention_until(terms: Iterable[AnyTerm], of: Kept, started_on: date, calendar: Calendar) -> Due | None:
    """The last day that data are kept, from the day of the fact that the term names; None when nothing is written."""
    term = next((term for term in of_kind(terms, Retention) if term.body.of is of), None)
    return due(of.value, started_on, term.body.keep, calendar, term.clause, roll=False) if term else None


def is_traced(terms: Iterable[AnyTerm], event: Event) -> Decision:
    """Whether an act must leave a trace, citing the clause."""
    term = next((term for term in of_kind(terms, Tracing) if event in term.body.events), None)
    return allow(term.clause) if term else refuse("not_traced", f"Rien n’oblige à tracer {event.label}.")


def trace_reading(terms: Iterable[AnyTerm], role: Role, reach: Reach) -> Decision:
    """A role reads directly the traces that the text gives it; others pass through the persons it names."""
    order = (Reach.OWN, Reach.ORGANISATION, Reach.EVERY)
    granted = [term for term in of_kind(terms, TraceAccess) if term.body.role is role]
    wide = next((term for term in granted if order.index(term.body.reach) >= order.index(reach)), None)
    if wide is None:
        reason = f"{role.headline} n’a pas accès à {reach.label}."
        clause = granted[0].clause if granted else None
        return refuse("traces_out_of_reach", reason, clause=clause, fix="Adressez-vous à l’administrateur principal.")
    if not wide.body.directly:
        reason = f"{role.headline} ne lit pas directement {reach.label}."
        fix = f"Faites la demande à {listed(wide.body.through, 'puis')}."
        return refuse("traces_on_request", reason, clause=wide.clause, fix=fix)
    return allow(wide.clause)
