"""Ask why a right exists and how it is used (MCP-25; contrat de service 2.2.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from socle.habilitations.queries.sheets import right
from socle.habilitations.queries.supervised import Habilitation
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, first_refusal
from socle.kernel.period import Period
from socle.supervision import emails
from socle.supervision.actions.keeping import trace
from socle.supervision.domain.access import may
from socle.supervision.domain.clocks import SUPERVISION_CLAUSE
from socle.supervision.domain.questions import OPEN, AskCase, QuestionState, may_ask
from socle.supervision.models import Question
from socle.supervision.queries.clocks import due_of

ASKED = "supervision:question:asked"


def ask(habilitation_id: UUID, text: str, *, actor: Actor, at: datetime, sample_id: UUID | None = None) -> Question:
    """Ask about one right: the clock of the convention starts, and the managers are told."""
    question = _ask(habilitation_id, text, actor, at, sample_id)
    what = "La caisse vous demande pourquoi un droit existe et comment il est utilisé."
    emails.tell_administrators(question.organisation_id, question.organisation.legal_name, what, question.due_at, at)
    return question


def ask_many(
    habilitation_ids: Sequence[UUID], text: str, *, actor: Actor, at: datetime, sample_id: UUID | None = None
) -> list[Question]:
    """Ask about several rights, each with its own clock; one message by partner."""
    questions = [_ask(one, text, actor, at, sample_id) for one in habilitation_ids]
    by_partner: dict[UUID, list[Question]] = defaultdict(list)
    for question in questions:
        by_partner[question.organisation_id].append(question)
    for partner_id, found in by_partner.items():
        what = f"La caisse vous pose {len(found)} question{'s' if len(found) > 1 else ''} sur des droits."
        emails.tell_administrators(partner_id, found[0].organisation.legal_name, what, found[0].due_at, at)
    return questions


def _ask(habilitation_id: UUID, text: str, actor: Actor, at: datetime, sample_id: UUID | None) -> Question:
    row = right(habilitation_id)
    act = Act(ASKED, "habilitation", str(habilitation_id), payload={"habilitation": str(habilitation_id)})
    first_refusal((may(actor, "question:ask"), may_ask(_case(row, text, actor), at))).or_raise(act)
    assert row is not None
    due = due_of(row.convention_id, row.caisse_id, at)
    question = Question.objects.create(
        organisation=row.organisation,
        caisse_id=row.caisse_id,
        convention_id=row.convention_id,
        habilitation_id=row.id,
        sample_id=sample_id,
        text=text.strip(),
        state=QuestionState.ASKED,
        asked_at=at,
        asked_by_id=actor.person_id,
        due_at=due.due_at,
        due_origin=due.origin,
        due_clause=str(due.clause),
        due_proof=list(due.proof),
    )
    said = {
        "habilitation": str(row.id),
        "question": str(question.id),
        "due": due.day.isoformat(),
        "origin": due.origin.value,
        **({"sample": str(sample_id)} if sample_id else {}),
    }
    trace(ASKED, question, said, clause=str(SUPERVISION_CLAUSE), actor=actor, at=at)
    return question


def _case(row: Habilitation | None, text: str, actor: Actor) -> AskCase:
    if row is None or row.caisse_id != actor.organisation_id:
        return AskCase(is_known=False, period=None, text=text, is_open=False)
    held = row.period
    period = None if held.isempty else Period(held.lower, held.upper)
    is_open = Question.objects.filter(habilitation_id=row.id, state__in=list(OPEN)).exists()
    return AskCase(is_known=True, period=period, text=text, is_open=is_open)
