"""People, seats, purposes and rights, as the API says them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema, Status
from ninja.params import functions as params

from socle.conventions.domain.kinds import Purpose as PurposeTerm
from socle.conventions.queries.adhesions import adhesions_of
from socle.database.transactions import run, transaction
from socle.habilitations.actions.granting import Wish, grant, purposes_of, withdraw
from socle.habilitations.domain.access import may
from socle.habilitations.domain.states import RightOnDay, RightState
from socle.habilitations.models import Habilitation
from socle.habilitations.queries import lists
from socle.habilitations.queries.listing import EVERY, LASTING, RightsFilter, key_of, rights
from socle.habilitations.queries.seats import SeatLine, seat_lines
from socle.habilitations.queries.states import on_day, rights_on_day
from socle.habilitations.web.reviews_api import router as reviews
from socle.theme.cursor import DEFAULT, LARGEST, decode, moment, page_of, text
from socle.theme.moments import Moment, end_of, instant
from socle.theme.moments import as_of as looked_at

router = Router(tags=["habilitations"])
router.add_router("", reviews)


class Person(Schema):
    """A colleague."""

    id: UUID
    name: str
    function: str


class People(Schema):
    items: list[Person]
    next: str | None


class Seat(Schema):
    """One ceiling: `max` null when the convention does not open the profile."""

    service: str
    profile: str
    scope: UUID | None
    scope_name: str = ""
    max: int | None
    used: int
    free: int
    clause: str


class Seats(Schema):
    items: list[Seat]
    next: str | None = None


class Purpose(Schema):
    """A purpose a right may be opened for; `usable` when a ticked mission carries it."""

    id: str
    label: str
    service: str
    profiles: list[str]
    clause: str
    usable: bool


class Purposes(Schema):
    items: list[Purpose]
    next: str | None = None


class Suspended(Schema):
    """What stops a right; `until` null when nobody has said."""

    kind: str
    until: datetime | None


class Right(Schema):
    """A right to a service under a profile, as it stood on the day read."""

    id: UUID
    person: UUID
    person_name: str
    service: str
    profile: str
    scope: UUID | None
    purpose: str
    state: RightState
    suspension: Suspended | None = None
    valid_from: datetime | None
    valid_to: datetime | None
    granted_at: datetime
    withdrawn_at: datetime | None
    convention: UUID


class Rights(Schema):
    items: list[Right]
    next: str | None


class NewRight(Schema):
    """The right to open."""

    person: UUID
    service: str = Field(min_length=1, max_length=20)
    profile: str = Field(min_length=1, max_length=20)
    purpose: str = Field(default="", max_length=80)
    scope: UUID | None = None
    valid_from: Moment | None = None
    valid_to: Moment | None = None


def _right(row: Habilitation, day: RightOnDay) -> Right:
    period, stopped = day.period, day.stopped
    return Right(
        id=row.id,
        person=row.membership.person_id,
        person_name=row.membership.person.name,
        service=row.service,
        profile=row.profile,
        scope=row.scope_id,
        purpose=row.purpose,
        state=day.state,
        suspension=Suspended(kind=stopped.kind, until=stopped.until) if stopped else None,
        valid_from=period.start if period else None,
        valid_to=period.end if period else None,
        granted_at=row.granted_at,
        withdrawn_at=day.withdrawn_at,
        convention=row.convention_id,
    )


def _seat(line: SeatLine) -> Seat:
    return Seat(
        service=line.service,
        profile=line.profile,
        scope=line.scope_id,
        scope_name=line.scope,
        max=line.maximum,
        used=line.used,
        free=line.free,
        clause=str(line.clause),
    )


@router.get("/people", response=People, summary="Personnes de mon organisme")
def list_people(
    request: HttpRequest,
    without: str = "",
    search: str = "",
    as_of: Moment | None = None,
    cursor: str = "",
    limit: int = params.Query(DEFAULT, ge=1, le=LARGEST),
) -> People:
    actor = request.actor  # type: ignore[attr-defined]
    may(actor, "person:list").or_raise()
    service, _, profile = without.partition(":")
    with transaction(actor) as at:
        rows = lists.people(
            actor.organisation_id,
            looked_at(as_of, at),
            without=(service, profile) if profile else None,
            search=search,
            after=decode(cursor, text, text, UUID) if cursor else None,  # type: ignore[arg-type]
            limit=limit,
        )
    page = page_of(rows, limit, lambda row: row.key)
    return People(
        items=[Person(id=row.person_id, name=row.name, function=row.function) for row in page.items], next=page.next
    )


@router.get("/seats", response=Seats, summary="Sièges de mon organisme")
def list_seats(request: HttpRequest, service: str = "", profile: str = "", as_of: Moment | None = None) -> Seats:
    actor = request.actor  # type: ignore[attr-defined]
    may(actor, "seat:list").or_raise()
    with transaction(actor) as at:
        lines = seat_lines(actor.organisation_id, looked_at(as_of, at), service=service, profile=profile)
    return Seats(items=[_seat(line) for line in lines])


@router.get("/purposes", response=Purposes, summary="Finalités d'un profil")
def list_purposes(request: HttpRequest, profile: str = "", service: str = "") -> Purposes:
    actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        adhesions = adhesions_of(actor.organisation_id, at)
    items = [
        Purpose(
            id=term.body.code,
            label=term.body.label,
            service=term.body.service,
            profiles=list(term.body.profiles),
            clause=str(term.clause),
            usable=purposes_of(adhesion.terms, name).get(term.body.code, False),
        )
        for adhesion in adhesions
        for term in adhesion.terms.of(PurposeTerm)
        for name in [profile or next(iter(term.body.profiles), "")]
        if (not profile or profile in term.body.profiles) and (not service or term.body.service == service)
    ]
    return Purposes(items=items)


@router.get("/habilitations", response=Rights, summary="Habilitations de mon organisme")
def list_habilitations(
    request: HttpRequest,
    service: str = "",
    profile: str = "",
    person: UUID | None = None,
    state: RightState | None = None,
    all: bool = False,  # noqa: A002 - the name of the query parameter
    as_of: Moment | None = None,
    cursor: str = "",
    limit: int = params.Query(DEFAULT, ge=1, le=LARGEST),
) -> Rights:
    actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:list").or_raise()
    kept = state or (EVERY if all else LASTING)
    wanted = RightsFilter(actor.organisation_id, service, profile, state=kept, person_id=person)
    after = decode(cursor, moment, UUID) if cursor else None
    with transaction(actor) as now:
        at = looked_at(as_of, now)
        page = page_of(rights(wanted, at, after=after, limit=limit), limit, key_of)
        days = rights_on_day(page.items, at)
        return Rights(items=[_right(row, days[row.id]) for row in page.items], next=page.next)


@router.post("/habilitations", response={201: Right}, summary="Ouvrir un droit")
def create_habilitation(request: HttpRequest, payload: NewRight) -> Status[Right]:
    actor = request.actor  # type: ignore[attr-defined]
    wish = Wish(
        person_id=payload.person,
        service=payload.service,
        profile=payload.profile,
        purpose=payload.purpose,
        scope_id=payload.scope,
        valid_from=instant(payload.valid_from) if payload.valid_from else None,
        valid_to=end_of(payload.valid_to) if payload.valid_to else None,
    )

    def do(at: datetime) -> Right:
        opened = grant(wish, actor=actor, at=at)
        return _right(opened, on_day(opened, None, at))

    return Status(201, run(actor, do))


@router.delete("/habilitations/{habilitation_id}", response={204: None}, summary="Retirer un droit")
def delete_habilitation(request: HttpRequest, habilitation_id: UUID, cause: str = "") -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    run(actor, lambda at: withdraw(habilitation_id, actor=actor, at=at, cause=cause[:300]))
    return HttpResponse(status=204)
