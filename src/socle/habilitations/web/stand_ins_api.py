"""Stand-ins, as the API says them: the same actions as the pages (MCP-51)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Router, Schema, Status
from ninja.params import functions as params

from socle.database.transactions import run, transaction
from socle.habilitations.actions.standing_in import Absence, end_stand_in, stand_in
from socle.habilitations.domain.access import may
from socle.habilitations.models import Habilitation
from socle.habilitations.queries import sheets
from socle.habilitations.queries.listing import key_of
from socle.habilitations.queries.stopping import stand_ins_of
from socle.kernel.actor import Actor
from socle.theme.cursor import DEFAULT, LARGEST, decode, moment, page_of
from socle.theme.moments import end_of, instant

router = Router(tags=["remplacements"])


class StandIn(Schema):
    """A right held for a time in somebody's place; `habilitation` is the right replaced."""

    id: UUID
    person: UUID
    person_name: str
    habilitation: UUID
    replaced: UUID
    replaced_name: str
    service: str
    profile: str
    scope: UUID | None
    valid_from: datetime | None
    valid_to: datetime | None
    withdrawn_at: datetime | None


class StandIns(Schema):
    items: list[StandIn]
    next: str | None


class NewStandIn(Schema):
    """Who replaces the holder and until which day, included; without `valid_from`, at once."""

    person: UUID
    valid_from: date | datetime | None = None
    valid_to: date | datetime
    cause: str = Field(min_length=1, max_length=200, pattern=r"\S")


def _out(row: Habilitation) -> StandIn:
    replaced = row.stands_in_for
    assert replaced is not None
    return StandIn(
        id=row.id,
        person=row.membership.person_id,
        person_name=row.membership.person.name,
        habilitation=replaced.id,
        replaced=replaced.membership.person_id,
        replaced_name=replaced.membership.person.name,
        service=row.service,
        profile=row.profile,
        scope=row.scope_id,
        valid_from=row.period.lower,
        valid_to=row.period.upper,
        withdrawn_at=row.withdrawn_at,
    )


@router.get("/stand-ins", response=StandIns, summary="Remplacements de mon organisme")
def list_stand_ins(
    request: HttpRequest,
    all: bool = False,  # noqa: A002 - the name of the query parameter
    cursor: str = "",
    limit: int = params.Query(DEFAULT, ge=1, le=LARGEST),
) -> StandIns:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:list").or_raise()
    after = decode(cursor, moment, UUID) if cursor else None
    with transaction(actor) as at:
        rows = stand_ins_of(actor.organisation_id, None if all else at, after=after, limit=limit)
        page = page_of(rows, limit, key_of)
        return StandIns(items=[_out(row) for row in page.items], next=page.next)


@router.post(
    "/habilitations/{habilitation_id}/stand-ins", response={201: StandIn}, summary="Confier un droit à un remplaçant"
)
def create_stand_in(request: HttpRequest, habilitation_id: UUID, payload: NewStandIn) -> Status[StandIn]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    absence = Absence(
        payload.person,
        instant(payload.valid_from) if payload.valid_from else None,
        end_of(payload.valid_to),
        payload.cause,
    )
    return Status(201, run(actor, lambda at: _out(stand_in(habilitation_id, absence, actor=actor, at=at))))


@router.delete("/stand-ins/{habilitation_id}", response={204: None}, summary="Mettre fin à un remplacement")
def delete_stand_in(request: HttpRequest, habilitation_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        found = sheets.right(habilitation_id)
    if found is None or found.stands_in_for_id is None:
        raise Http404
    run(actor, lambda at: end_stand_in(habilitation_id, actor=actor, at=at))
    return HttpResponse(status=204)
