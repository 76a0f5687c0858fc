"""Take a list away: decided, then traced, before a single row leaves (experience.md, « Exports »; MCP-22, MCP-32)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.habilitations.domain.access import may
from socle.habilitations.domain.exporting import EXPORT_CLAUSE, LISTS, Listed, decide_export, decide_format
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, first_refusal
from socle.traces import actions as traces

EXPORTED = "habilitation:list:exported"
LONGEST_FILTER = 500


@dataclass(frozen=True, slots=True)
class Export:
    """What is asked: which list of which body, under which filter, how many rows, as which kind of file."""

    listed: Listed
    body_id: UUID
    body: str
    filter: str
    rows: int
    format: str


def export(wanted: Export, *, actor: Actor, at: datetime) -> None:
    """Allow the list to leave and trace it; Refused otherwise, with what was asked."""
    payload = {
        "list": LISTS[wanted.listed].label,
        "count": wanted.rows,
        "format": wanted.format,
        **({"filter": wanted.filter[:LONGEST_FILTER]} if wanted.filter else {}),
    }
    decision = first_refusal(
        (
            may(actor, LISTS[wanted.listed].permission),
            decide_format(wanted.rows, wanted.format),
            decide_export(wanted.rows, actor.step_up_at, at),
        )
    )
    decision.or_raise(Act(EXPORTED, "organisation", str(wanted.body_id), wanted.body, payload=payload))
    traces.record(
        EXPORTED,
        actor=actor,
        at=at,
        subject_kind="organisation",
        subject_id=str(wanted.body_id),
        subject_label=wanted.body,
        clause=str(EXPORT_CLAUSE),
        payload=payload,
    )
