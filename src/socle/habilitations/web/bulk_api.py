"""The same act on several rights, by the API: prepared, looked at, done, taken back within minutes (MCP-22, MCP-23)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from socle.database.transactions import run, transaction
from socle.habilitations.actions.bulk import MANAGE, carry_out, prepare, rehearse, undo
from socle.habilitations.domain.access import may
from socle.habilitations.domain.bulk import BulkVerb, Outcome
from socle.habilitations.models import BulkAct, BulkLine
from socle.habilitations.queries import bulk as queries
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision

router = Router(tags=["actes sur plusieurs droits"])


class BulkRight(Schema):
    """One right of the act: `done` or `refused`, with why; before the act, what would become of it."""

    habilitation: UUID
    outcome: Outcome
    code: str
    reason: str
    clause: str
    fix: str


class BulkOut(Schema):
    """Before the act (`done_at` null) `items` are its preview; `undo_until` says how long it may be taken back."""

    id: UUID
    verb: BulkVerb
    cause: str
    undoes: UUID | None
    created_at: datetime
    done_at: datetime | None
    undo_until: datetime | None
    items: list[BulkRight]
    next: str | None = None


class NewBulk(Schema):
    """`withdraw`, `suspend` or `lift`, and the rights of one's own body."""

    verb: BulkVerb
    habilitations: list[UUID] = Field(max_length=2000)


class BulkCause(Schema):
    cause: str = Field(min_length=1, max_length=300, pattern=r"\S")


def _line(row: BulkLine) -> BulkRight:
    return BulkRight(
        habilitation=row.habilitation_id,
        outcome=Outcome(row.outcome),
        code=row.code,
        reason=row.reason,
        clause=row.clause,
        fix=row.fix,
    )


def _out(bulk: BulkAct, lines: Sequence[BulkLine], undoing: Decision) -> BulkOut:
    return BulkOut(
        id=bulk.id,
        verb=BulkVerb(bulk.verb),
        cause=bulk.cause,
        undoes=bulk.undoes_id,
        created_at=bulk.created_at,
        done_at=bulk.done_at,
        undo_until=undoing.until,
        items=[_line(row) for row in sorted(lines, key=lambda row: row.habilitation_id)],
    )


def _now(bulk: BulkAct, actor: Actor, at: datetime) -> BulkOut:
    """What would become of each right, or what became of it."""
    lines = queries.lines_of(bulk) if bulk.done_at else rehearse(bulk, actor=actor, at=at)
    return _out(bulk, lines, _undoing(bulk, at))


def _undoing(bulk: BulkAct, at: datetime) -> Decision:
    return queries.may_undo(bulk, queries.undoing_of(bulk), at)


@router.post("/bulk-acts", response={201: BulkOut}, summary="Préparer un acte sur plusieurs droits")
def create_bulk(request: HttpRequest, payload: NewBulk) -> Status[BulkOut]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    made = run(actor, lambda at: prepare(payload.verb, payload.habilitations, actor=actor, at=at))
    with transaction(actor) as at:
        return Status(201, _now(made, actor, at))


@router.get("/bulk-acts/{bulk_id}", response=BulkOut, summary="Un acte sur plusieurs droits, ou son aperçu")
def get_bulk(request: HttpRequest, bulk_id: UUID) -> BulkOut:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, MANAGE).or_raise()
    with transaction(actor) as at:
        return _now(queries.bulk_act(bulk_id), actor, at)


@router.post("/bulk-acts/{bulk_id}/confirmation", response=BulkOut, summary="Faire l'acte préparé")
def confirm_bulk(request: HttpRequest, bulk_id: UUID, payload: BulkCause) -> BulkOut:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, MANAGE).or_raise()
    return run(actor, lambda at: _now(carry_out(bulk_id, payload.cause, actor=actor, at=at), actor, at))


@router.post("/bulk-acts/{bulk_id}/undoing/preview", response=BulkOut, summary="Ce que ferait l'annulation")
def preview_undoing(request: HttpRequest, bulk_id: UUID) -> BulkOut:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, MANAGE).or_raise()
    with transaction(actor) as at:
        bulk = queries.bulk_act(bulk_id)
        undoing = _undoing(bulk, at)
        undoing.or_raise()
        return _out(bulk, rehearse(bulk, actor=actor, at=at), undoing)


@router.post("/bulk-acts/{bulk_id}/undoing", response={201: BulkOut}, summary="Annuler un acte sur plusieurs droits")
def create_undoing(request: HttpRequest, bulk_id: UUID) -> Status[BulkOut]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, MANAGE).or_raise()
    return Status(201, run(actor, lambda at: _now(undo(bulk_id, actor=actor, at=at), actor, at)))
