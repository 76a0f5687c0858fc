"""Force majeure through the API: what is suspended, a declaration, a resumption (DRT-11)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from socle.conventions.actions.force_majeure import declare, resume
from socle.conventions.domain.ending.force_majeure import Prevention
from socle.conventions.models import Convention, ForceMajeure
from socle.conventions.queries.endings import suspensions_of
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor

router = Router(tags=["conventions"])
TEXT, MANY = 2000, 200


class SuspendedTerms(Schema):
    """Terms that force majeure suspends; `resumed_on` is the first day on which they hold again."""

    id: UUID
    by: UUID
    clause: str
    event: str
    measures: str
    terms: list[str]
    began_on: date
    informed_on: date
    resumed_on: date | None


class Suspensions(Schema):
    items: list[SuspendedTerms]
    next: str | None = None


class NewForceMajeure(Schema):
    """The event, what is done against it, the identifiers of the terms it prevents, the two days."""

    event: str = Field(min_length=1, max_length=TEXT)
    measures: str = Field(min_length=1, max_length=TEXT)
    terms: list[str] = Field(min_length=1, max_length=MANY)
    began_on: date
    informed_on: date


class Resumption(Schema):
    resumed_on: date


def _said(row: ForceMajeure) -> SuspendedTerms:
    return SuspendedTerms(
        id=row.id,
        by=row.author_organisation_id,
        clause=row.clause,
        event=row.event,
        measures=row.measures,
        terms=row.terms,
        began_on=row.began_on,
        informed_on=row.informed_on,
        resumed_on=row.resumed_on,
    )


@router.get(
    "/conventions/{convention_id}/force-majeure", response=Suspensions, summary="Ce que la force majeure suspend"
)
def list_force_majeure(request: HttpRequest, convention_id: UUID) -> Suspensions:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        convention = Convention.objects.only("id").get(id=convention_id)
        return Suspensions(items=[_said(row) for row in suspensions_of(convention)])


@router.post(
    "/conventions/{convention_id}/force-majeure",
    response={201: SuspendedTerms},
    summary="Déclarer un cas de force majeure",
)
def create_force_majeure(request: HttpRequest, convention_id: UUID, payload: NewForceMajeure) -> Status[SuspendedTerms]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    said = Prevention(payload.event, payload.measures, tuple(payload.terms), payload.began_on, payload.informed_on)
    return Status(201, run(actor, lambda at: _said(declare(convention_id, said, actor=actor, at=at))))


@router.post(
    "/force-majeure/{suspension_id}/resumption",
    response={201: SuspendedTerms},
    summary="Déclarer la reprise des engagements suspendus",
)
def create_resumption(request: HttpRequest, suspension_id: UUID, payload: Resumption) -> Status[SuspendedTerms]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    done = run(actor, lambda at: _said(resume(suspension_id, payload.resumed_on, actor=actor, at=at)))
    return Status(201, done)
