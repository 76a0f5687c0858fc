"""Read traces, and leave the trace of the reading in the same transaction (contrat de service, 5.3.1; MCP-32)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Decision
from socle.privacy.domain.access import decide_trace_reading
from socle.privacy.queries import access_terms
from socle.traces import actions as traces
from socle.traces.queries import PAGE_SIZE, TraceLine, TracePage, visible_trace, visible_traces

READ, REFUSED = "trace:trace:read", "trace:trace:refused"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader of traces looks for."""

    since: datetime | None = None
    until: datetime | None = None
    person: UUID | None = None
    action: str = ""
    outcome: str = ""
    cursor: str = ""
    limit: int = PAGE_SIZE

    def said(self) -> dict[str, str]:
        """What the trace of the reading keeps of it."""
        kept = {
            "since": self.since.isoformat() if self.since else "",
            "person": str(self.person or ""),
            "action": self.action,
        }
        return {name: value for name, value in kept.items() if value}


def may_read(actor: Actor, at: datetime) -> Decision:
    """The decision on the whole list, by the terms in force."""
    return decide_trace_reading(actor, access_terms(actor, at))


def read_traces(wanted: Wanted, *, actor: Actor, at: datetime) -> TracePage:
    """A page of the organisation's traces, newest first; the reading is traced, and so is its refusal."""
    decision = may_read(actor, at)
    decision.or_raise(Act(REFUSED, payload=wanted.said()))
    page = visible_traces(
        actor,
        since=wanted.since,
        until=wanted.until,
        person=wanted.person,
        tag=wanted.action or None,
        outcome=wanted.outcome or None,
        cursor=wanted.cursor or None,
        limit=wanted.limit,
    )
    _trace(actor, at, decision, {"count": len(page.items), **wanted.said()})
    return page


def read_trace(trace_id: UUID, *, actor: Actor, at: datetime, traced_at: datetime | None = None) -> TraceLine | None:
    """One trace; reading it is traced."""
    decision = may_read(actor, at)
    decision.or_raise(Act(REFUSED))
    line = visible_trace(trace_id, at=traced_at)
    if line is not None:
        _trace(actor, at, decision, {"count": 1, "action": line.event.tag})
    return line


def _trace(actor: Actor, at: datetime, decision: Decision, payload: dict[str, object]) -> None:
    traces.record(
        READ,
        actor=actor,
        at=at,
        subject_kind="organisation",
        subject_id=str(actor.organisation_id),
        subject_label=actor.organisation_name,
        clause=str(decision.clause or ""),
        payload=payload,
    )
