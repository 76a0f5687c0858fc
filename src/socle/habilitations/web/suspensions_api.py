"""Suspensions of a right, as the API says them: the same actions as the pages (MCP-25)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Router, Schema, Status

from socle.database.transactions import run, transaction
from socle.habilitations.actions.suspending import lift, reactivate, suspend
from socle.habilitations.domain.access import may
from socle.habilitations.models import Suspension
from socle.habilitations.queries import sheets
from socle.habilitations.queries.stopping import suspensions_of
from socle.kernel.actor import Actor
from socle.theme.moments import end_of

router = Router(tags=["suspensions"])


class SuspensionOut(Schema):
    """A stop of a right: `kind` is `manager`, `precaution` (the caisse) or `replaced` (a stand-in)."""

    id: UUID
    habilitation: UUID
    kind: str
    cause: str
    valid_from: datetime | None
    valid_to: datetime | None
    suspended_at: datetime
    lifted_at: datetime | None


class SuspensionsOut(Schema):
    items: list[SuspensionOut]
    next: str | None = None


class NewSuspension(Schema):
    """Why the right stops, and its last day; without one, until somebody lifts it."""

    cause: str = Field(min_length=1, max_length=300, pattern=r"\S")
    until: date | datetime | None = None


def _out(row: Suspension) -> SuspensionOut:
    return SuspensionOut(
        id=row.id,
        habilitation=row.habilitation_id,
        kind=row.kind,
        cause=row.cause,
        valid_from=row.period.lower,
        valid_to=row.period.upper,
        suspended_at=row.suspended_at,
        lifted_at=row.lifted_at,
    )


@router.get("/habilitations/{habilitation_id}/suspensions", response=SuspensionsOut, summary="Suspensions d'un droit")
def list_suspensions(request: HttpRequest, habilitation_id: UUID) -> SuspensionsOut:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:list").or_raise()
    with transaction(actor):
        if sheets.right(habilitation_id) is None:
            raise Http404
        return SuspensionsOut(items=[_out(row) for row in suspensions_of(habilitation_id)])


@router.post(
    "/habilitations/{habilitation_id}/suspensions", response={201: SuspensionOut}, summary="Suspendre un droit"
)
def create_suspension(request: HttpRequest, habilitation_id: UUID, payload: NewSuspension) -> Status[SuspensionOut]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    until = end_of(payload.until) if payload.until else None
    return Status(
        201,
        run(actor, lambda at: _out(suspend(habilitation_id, actor=actor, at=at, cause=payload.cause, until=until))),
    )


@router.delete("/suspensions/{suspension_id}", response={204: None}, summary="Lever une suspension")
def delete_suspension(request: HttpRequest, suspension_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    run(actor, lambda at: lift(suspension_id, actor=actor, at=at))
    return HttpResponse(status=204)


@router.post(
    "/habilitations/{habilitation_id}/reactivation",
    response={204: None},
    summary="Réactiver un droit arrêté faute d'usage",
)
def create_reactivation(request: HttpRequest, habilitation_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    run(actor, lambda at: reactivate(habilitation_id, actor=actor, at=at))
    return HttpResponse(status=204)
