"""Failures of a partner, told, heard, established or dismissed, as the API says them (MCP-25)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema, Status

from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.supervision.actions.failing import Reproach, move, notify
from socle.supervision.domain.access import may, may_follow
from socle.supervision.domain.questions import LONGEST
from socle.supervision.models import Failure
from socle.supervision.queries.failures import adhesions_to_sanction, failure_of, failures

router = Router(tags=["supervision"])


class FailureOut(Schema):
    """What the caisse reproaches; `due` is until when the partner may reply before it is judged."""

    id: UUID
    partner: UUID
    convention: UUID
    ground: str
    facts: str
    evidence: str
    clause: str
    state: str
    notified_at: datetime
    due: datetime
    due_origin: str
    urgency: str
    established_at: datetime | None


class Failures(Schema):
    items: list[FailureOut]
    next: str | None = None


class NewFailure(Schema):
    """A failure that the convention names, with its facts and its evidence."""

    partner: UUID
    convention: UUID
    ground: str = Field(min_length=1, max_length=40)
    facts: str = Field(min_length=1, max_length=LONGEST)
    evidence: str = Field(min_length=1, max_length=LONGEST)


class NewHearing(Schema):
    """A step: `reply`, `establish` (at once with an `urgency`), `reply_after`, `dismiss`."""

    step: str = Field(min_length=1, max_length=12)
    text: str = Field(default="", max_length=LONGEST)
    urgency: str = Field(default="", max_length=600)


def _out(row: Failure) -> FailureOut:
    return FailureOut(
        id=row.id,
        partner=row.organisation_id,
        convention=row.convention_id,
        ground=row.ground,
        facts=row.facts,
        evidence=row.evidence,
        clause=row.clause,
        state=row.state,
        notified_at=row.notified_at,
        due=row.due_at,
        due_origin=row.due_origin,
        urgency=row.urgency,
        established_at=row.established_at,
    )


@router.get("/failures", response=Failures, summary="Manquements notifiés")
def list_failures(request: HttpRequest, partner: UUID | None = None) -> Failures:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_follow(actor).or_raise()
    with transaction(actor):
        return Failures(items=[_out(row) for row in failures(actor, partner=partner)])


@router.post("/failures", response={201: FailureOut}, summary="Notifier un manquement")
def create_failure(request: HttpRequest, payload: NewFailure) -> Status[FailureOut]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "failure:establish").or_raise()
    with transaction(actor) as at:
        if not any(one.id == payload.convention for one in adhesions_to_sanction(actor, payload.partner, at)):
            raise Http404
    reproach = Reproach(
        organisation_id=payload.partner,
        convention_id=payload.convention,
        ground=payload.ground,
        facts=payload.facts,
        evidence=payload.evidence,
    )
    return Status(201, run(actor, lambda at: _out(notify(reproach, actor=actor, at=at))))


@router.post("/failures/{failure_id}/statements", response={201: FailureOut}, summary="Répondre, établir, écarter")
def create_hearing(request: HttpRequest, failure_id: UUID, payload: NewHearing) -> Status[FailureOut]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        if failure_of(failure_id, actor) is None:
            raise Http404
    step, text, urgency = payload.step, payload.text, payload.urgency
    moved = run(actor, lambda at: _out(move(failure_id, step, text, urgency=urgency, actor=actor, at=at)))
    return Status(201, moved)
