"""The register of readings, as the API says it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from socle.conventions.actions.readings import move, propose
from socle.conventions.domain.readings import Proposal
from socle.conventions.models import Reading
from socle.conventions.queries.readings import register_of
from socle.conventions.web.own import own_convention
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.theme.moments import as_of as looked_at

router = Router(tags=["readings"])


class OpenPointLine(Schema):
    """A point to settle, the meanings it offers and the terms a reading may precise."""

    term: str
    kind: str
    clause: str
    question: str
    meanwhile: str
    meanings: list[str]
    targets: list[str]


class ReadingLine(Schema):
    """A reading proposed; `act` and `since` once it is settled."""

    id: UUID
    point: str
    question: str
    text: str
    chosen: str
    target: str
    fields: dict[str, Any]
    state: str
    proposed_by: UUID
    act: int | None
    since: datetime | None


class RegisterOut(Schema):
    points: list[OpenPointLine]
    readings: list[ReadingLine]


class ProposalIn(Schema):
    """What a party proposes to read at one point."""

    point: str
    text: str
    chosen: str = ""
    target: str = ""
    fields: dict[str, Any] = {}


class StepIn(Schema):
    step: str
    reason: str = ""


def _line(row: Reading) -> ReadingLine:
    return ReadingLine(
        id=row.id,
        point=row.point_key,
        question=row.question,
        text=row.text,
        chosen=row.chosen,
        target=row.target_key,
        fields=row.fields,
        state=row.state,
        proposed_by=row.author_organisation_id,
        act=row.act.number if row.act else None,
        since=row.act.effective_at if row.act else None,
    )


@router.get("/conventions/{convention_id}/readings", response=RegisterOut, summary="Registre des lectures")
def list_readings(request: HttpRequest, convention_id: UUID, as_of: date | datetime | None = None) -> RegisterOut:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        found = register_of(convention, looked_at(as_of, at))
        points = [
            OpenPointLine(
                term=one.point.term_id,
                kind=one.point.kind,
                clause=str(one.point.clause),
                question=one.point.question,
                meanwhile=one.point.meanwhile,
                meanings=[code for code, _ in one.meanings],
                targets=[term.id for term in one.targets],
            )
            for one in found.points
        ]
        return RegisterOut(points=points, readings=[_line(row) for row in found.readings])


@router.post("/conventions/{convention_id}/readings", response=ReadingLine, summary="Proposer une lecture")
def propose_one(request: HttpRequest, convention_id: UUID, body: ProposalIn) -> ReadingLine:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    proposal = Proposal(body.point, body.text, body.chosen, body.target, body.fields)
    return _line(run(actor, lambda at: propose(convention_id, proposal, actor=actor, at=at)))


@router.post("/conventions/{convention_id}/readings/{reading_id}", response=ReadingLine, summary="Se prononcer")
def move_one(request: HttpRequest, convention_id: UUID, reading_id: UUID, body: StepIn) -> ReadingLine:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return _line(run(actor, lambda at: move(convention_id, reading_id, body.step, body.reason, actor=actor, at=at)))
