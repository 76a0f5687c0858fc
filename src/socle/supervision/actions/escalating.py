"""Call the next contact of the ladder when nobody answered (MCP-41; contrat de service 3.3)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.kernel.actor import Actor
from socle.kernel.decision import Act, first_refusal
from socle.notifications.actions import enqueue
from socle.supervision import emails
from socle.supervision.actions.answering import locked
from socle.supervision.actions.keeping import trace
from socle.supervision.domain.access import may
from socle.supervision.domain.escalations import ESCALATION_CLAUSE, may_escalate, next_rung
from socle.supervision.models import Call
from socle.supervision.queries.clocks import escalation_case
from socle.supervision.queries.questions import asked_last_at

ESCALATED = "supervision:question:escalated"


def escalate(question_id: UUID, *, actor: Actor, at: datetime) -> Call:
    """Call the next contact; refused before the delay, and when the ladder leads back to the same person."""
    question = locked(question_id)
    case = escalation_case(question, asked_last_at(question), at)
    act = Act(ESCALATED, "question", str(question.id), payload={"question": str(question.id)})
    first_refusal((may(actor, "question:ask"), may_escalate(case))).or_raise(act)
    rung = next_rung(case.ladder, case.asked)
    assert rung is not None
    call = Call.objects.create(
        organisation_id=question.organisation_id,
        caisse_id=question.caisse_id,
        convention_id=question.convention_id,
        question=question,
        rank=Call.objects.filter(question=question).count() + 1,
        contact=rung.contact,
        name=rung.name,
        email=rung.email,
        called_at=at,
        called_by_id=actor.person_id,
    )
    said = {"question": str(question.id), "rank": call.rank, "contact": rung.contact}
    trace(ESCALATED, question, said, clause=str(case.clause or ESCALATION_CLAUSE), actor=actor, at=at)
    if rung.email:
        enqueue(emails.escalated(rung.email, question.organisation.legal_name), at)
    return call
