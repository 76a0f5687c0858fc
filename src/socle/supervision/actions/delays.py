"""Record the delay of answers for a convention whose text gives none (MCP-25)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.conventions.queries.reading import terms_at
from socle.kernel.actor import Actor
from socle.kernel.deadlines import Delay
from socle.kernel.decision import Act, first_refusal
from socle.supervision.domain.access import may
from socle.supervision.domain.clocks import SUPERVISION_CLAUSE, may_record
from socle.supervision.models import AnswerDelay
from socle.traces import actions as traces

RECORDED = "supervision:delay:recorded"


def record_delay(convention_id: UUID, delay: str, *, actor: Actor, at: datetime) -> AnswerDelay:
    """From now on, questions under this convention are answered within this delay; those already asked keep theirs."""
    terms = terms_at(convention_id, at).as_domain()
    act = Act(RECORDED, "convention", str(convention_id))
    first_refusal((may(actor, "question:ask"), may_record(terms, delay))).or_raise(act)
    written = str(Delay.parse(delay))
    traces.record(
        RECORDED,
        actor=actor,
        at=at,
        subject_kind="convention",
        subject_id=str(convention_id),
        clause=str(SUPERVISION_CLAUSE),
        payload={"delay": written, "convention": str(convention_id)},
    )
    return AnswerDelay.objects.create(
        organisation_id=actor.organisation_id,
        convention_id=convention_id,
        delay=written,
        recorded_at=at,
        recorded_by_id=actor.person_id,
    )
