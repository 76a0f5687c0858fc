"""Questions of the caisse, their answers, and the measures that may follow, as the API says them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from socle.database.transactions import run, transaction
from socle.supervision.actions.answering import move
from socle.supervision.actions.asking import ask
from socle.supervision.actions.measuring import end, take
from socle.supervision.domain.access import may, may_follow
from socle.supervision.domain.measures import MeasureKind, Reach
from socle.supervision.domain.questions import LONGEST, QuestionState, is_late
from socle.supervision.models import Failure, Measure, Question
from socle.supervision.queries.failures import failure_of, measures
from socle.supervision.queries.measures import Target, decide, plan
from socle.supervision.queries.questions import questions
from socle.supervision.web.failures_api import router as failures

router = Router(tags=["supervision"])
router.add_router("", failures)


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


class WantedMeasure(Schema):
    """A measure: `reach` is `right`, `person`, `service` or `all`, and `target` says which."""

    failure: UUID
    kind: MeasureKind
    reach: Reach
    target: str = Field(default="", max_length=40)


class NewMeasure(WantedMeasure):
    cause: str = Field(min_length=1, max_length=300)


class Losses(Schema):
    """Who would lose what, and whether the measure may be taken."""

    allowed: bool
    code: str
    reason: str
    clause: str
    fix: str
    people: list[UUID]
    rights: list[UUID]
    roles: list[UUID]
    sign_ins: int
    tokens: int


class TakenMeasure(Schema):
    """A measure of the caisse and what it touched."""

    id: UUID
    failure: UUID
    partner: UUID
    kind: str
    reach: str
    target: str
    cause: str
    clause: str
    state: str
    people: list[UUID]
    rights: list[UUID]
    roles: list[UUID]
    sign_ins: int
    tokens: int
    taken_at: datetime
    ended_at: datetime | None


class Measures(Schema):
    items: list[TakenMeasure]
    next: str | None = None


def _measure(row: Measure) -> TakenMeasure:
    return TakenMeasure(
        id=row.id,
        failure=row.failure_id,
        partner=row.organisation_id,
        kind=row.kind,
        reach=row.reach,
        target=row.target,
        cause=row.cause,
        clause=row.clause,
        state=row.state,
        people=row.people,
        rights=row.rights,
        roles=row.roles,
        sign_ins=row.sign_ins,
        tokens=row.tokens,
        taken_at=row.taken_at,
        ended_at=row.ended_at,
    )


@router.get("/measures", response=Measures, summary="Mesures de la caisse")
def list_measures(request: HttpRequest) -> Measures:
    actor = request.actor  # type: ignore[attr-defined]
    may_follow(actor).or_raise()
    with transaction(actor):
        return Measures(items=[_measure(row) for row in measures(actor)])


@router.post("/measures/preview", response=Losses, summary="Qui perdrait quoi")
def preview_measure(request: HttpRequest, payload: WantedMeasure) -> Losses:
    actor = request.actor  # type: ignore[attr-defined]
    may(actor, "measure:take").or_raise()
    with transaction(actor) as at:
        row = failure_of(payload.failure, actor)
        if row is None:
            raise Failure.DoesNotExist(str(payload.failure))
        planned = plan(row, payload.kind, Target(payload.reach, payload.target), at)
        decision = decide(row, planned, actor, at)
    return Losses(
        allowed=bool(decision),
        code=decision.code,
        reason=decision.reason,
        clause=str(decision.clause or ""),
        fix=decision.fix,
        people=[one.id for one in planned.people],
        rights=[one.id for one in planned.rights],
        roles=[one.id for one in planned.roles],
        sign_ins=planned.sign_ins,
        tokens=planned.tokens,
    )


@router.post("/measures", response={201: TakenMeasure}, summary="Prendre une mesure")
def create_measure(request: HttpRequest, payload: NewMeasure) -> Status[TakenMeasure]:
    actor = request.actor  # type: ignore[attr-defined]
    target = Target(payload.reach, payload.target)
    done = run(
        actor,
        lambda at: _measure(take(payload.failure, payload.kind, target, payload.cause, actor=actor, at=at)),
    )
    return Status(201, done)


@router.delete("/measures/{measure_id}", response=TakenMeasure, summary="Lever une mesure")
def end_measure(request: HttpRequest, measure_id: UUID) -> TakenMeasure:
    actor = request.actor  # type: ignore[attr-defined]
    return run(actor, lambda at: _measure(end(measure_id, actor=actor, at=at)))
