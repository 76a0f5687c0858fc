"""Questions of the caisse and their answers, as the API says them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from socle.database.transactions import run, transaction
from socle.supervision.actions.answering import move
from socle.supervision.actions.asking import ask
from socle.supervision.domain.access import may_follow
from socle.supervision.domain.questions import LONGEST, QuestionState, is_late
from socle.supervision.models import Question
from socle.supervision.queries.questions import questions

router = Router(tags=["supervision"])


class AskedQuestion(Schema):
    """A question about a right; `late` when the partner's delay is over, `due` the end of that delay."""

    id: UUID
    habilitation: UUID
    partner: UUID
    text: str
    state: str
    asked_at: datetime
    due: datetime
    due_origin: str
    clause: str
    late: bool


class Questions(Schema):
    items: list[AskedQuestion]
    next: str | None = None


class NewQuestion(Schema):
    """The right to question."""

    habilitation: UUID
    text: str = Field(min_length=1, max_length=LONGEST)


class NewStatement(Schema):
    """A step of the exchange: `answer`, `contest`, `rejoin`, `accept`, `conclude`, `cancel`."""

    step: str = Field(min_length=1, max_length=12)
    text: str = Field(default="", max_length=LONGEST)


def _question(row: Question, at: datetime) -> AskedQuestion:
    return AskedQuestion(
        id=row.id,
        habilitation=row.habilitation_id,
        partner=row.organisation_id,
        text=row.text,
        state=row.state,
        asked_at=row.asked_at,
        due=row.due_at,
        due_origin=row.due_origin,
        clause=row.due_clause,
        late=is_late(QuestionState(row.state), row.due_at, at),
    )


@router.get("/questions", response=Questions, summary="Questions de la caisse sur des droits")
def list_questions(request: HttpRequest, open: bool | None = None) -> Questions:  # noqa: A002 - the query parameter
    actor = request.actor  # type: ignore[attr-defined]
    may_follow(actor).or_raise()
    with transaction(actor) as at:
        return Questions(items=[_question(row, at) for row in questions(actor, is_open=open)])


@router.post("/questions", response={201: AskedQuestion}, summary="Questionner un droit")
def create_question(request: HttpRequest, payload: NewQuestion) -> Status[AskedQuestion]:
    actor = request.actor  # type: ignore[attr-defined]
    asked = run(actor, lambda at: _question(ask(payload.habilitation, payload.text, actor=actor, at=at), at))
    return Status(201, asked)


@router.post("/questions/{question_id}/statements", response={201: AskedQuestion}, summary="Répondre, contester, clore")
def create_statement(request: HttpRequest, question_id: UUID, payload: NewStatement) -> Status[AskedQuestion]:
    actor = request.actor  # type: ignore[attr-defined]
    moved = run(actor, lambda at: _question(move(question_id, payload.step, payload.text, actor=actor, at=at), at))
    return Status(201, moved)
