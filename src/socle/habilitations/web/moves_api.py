"""Departures, changes of function, copies of rights, each with its preview: the acts of the pages (MCP-23)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from socle.database.transactions import run, transaction
from socle.habilitations.actions.copying import Copied, copy_rights
from socle.habilitations.actions.granting import Wish
from socle.habilitations.actions.leaving import Departure, depart
from socle.habilitations.actions.moving import Move, Moved, move
from socle.habilitations.domain.access import may
from socle.habilitations.models import Habilitation
from socle.habilitations.queries.falls import falls_of, lasting_rights
from socle.habilitations.web.acting import tried
from socle.habilitations.web.pages.moving import may_be_copied
from socle.habilitations.web.verdicts import Verdict, verdict
from socle.habilitations.web.views.moving import own_member
from socle.kernel.actor import Actor
from socle.organismes.domain.access import may_register_people
from socle.organismes.domain.funding import TRAITS

router = Router(tags=["départs et changements"])
Trait = StrEnum("Trait", {code.replace("-", "_").upper(): code for code in TRAITS})  # type: ignore[misc]


class Leaving(Schema):
    """Why, and the delegations (`handed`) that a named colleague takes over."""

    reason: str = Field(default="", max_length=200)
    successor: UUID | None = None
    handed: list[UUID] = Field(default=[], max_length=200)


class Falling(Verdict):
    """What ends with the departure; `given` rights stay open, looked after by `heirs`."""

    rights: list[UUID]
    seats: int
    roles: list[UUID]
    below: list[UUID]
    groups: list[str]
    stand_ins: list[UUID]
    given_back: list[UUID]
    sign_ins: int
    tokens: int
    given: int
    heirs: list[str]


class Replacement(Schema):
    """The right that takes the place of `habilitation`."""

    habilitation: UUID
    service: str = Field(min_length=1, max_length=20)
    profile: str = Field(min_length=1, max_length=20)
    purpose: str = Field(default="", max_length=80)
    scope: UUID | None = None


class Moving(Schema):
    """The new sheet, the rights removed, those replaced; the others are kept."""

    function: str = Field(min_length=1, max_length=120, pattern=r"\S")
    service: str = Field(default="", max_length=120)
    service_traits: list[Trait] = Field(default=[], max_length=10)
    removed: list[UUID] = Field(default=[], max_length=200)
    replaced: list[Replacement] = Field(default=[], max_length=200)


class ChangedRight(Schema):
    id: UUID
    service: str
    profile: str
    purpose: str
    scope: UUID | None


class MovedOut(Schema):
    withdrawn: list[ChangedRight]
    opened: list[ChangedRight]


class MovePreview(Verdict):
    withdrawn: list[ChangedRight]
    opened: list[ChangedRight]


class Copying(Schema):
    """The colleague whose rights are copied; those named alone, all of them without a list."""

    source: UUID
    habilitations: list[UUID] | None = Field(default=None, max_length=200)


class CopiedRight(Verdict):
    """A right of the colleague, and what the rule says of it for the other person."""

    habilitation: UUID
    service: str
    profile: str
    scope: UUID | None


class CopiedRights(Schema):
    items: list[CopiedRight]
    next: str | None = None


def _ids(rows: Iterable[Habilitation]) -> list[UUID]:
    return [row.id for row in rows]


def _leaving(actor: Actor, person_id: UUID, payload: Leaving) -> Departure:
    may_register_people(actor).or_raise()
    with transaction(actor) as at:
        member = own_member(person_id, actor, at)
    return Departure(member.id, payload.reason.strip(), payload.successor, frozenset(payload.handed))


@router.post("/people/{person_id}/departure/preview", response=Falling, summary="Ce qui tomberait avec un départ")
def preview_departure(request: HttpRequest, person_id: UUID, payload: Leaving) -> Falling:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    wish = _leaving(actor, person_id, payload)
    found = tried(actor, lambda ready, at: depart(wish, actor=ready, at=at))
    with transaction(actor) as at:
        falls = falls_of(own_member(person_id, actor, at), at)
    return Falling(
        **verdict(found.decision).dict(),
        rights=_ids(falls.rights),
        seats=falls.seats,
        roles=[row.id for row in falls.roles],
        below=[row.id for row in falls.below],
        groups=list(falls.groups),
        stand_ins=_ids(falls.stand_ins),
        given_back=_ids(falls.given_back),
        sign_ins=falls.access.sign_ins,
        tokens=falls.access.tokens,
        given=falls.given,
        heirs=list(falls.heirs),
    )


@router.post("/people/{person_id}/departure", response={204: None}, summary="Enregistrer un départ")
def create_departure(request: HttpRequest, person_id: UUID, payload: Leaving) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    wish = _leaving(actor, person_id, payload)
    run(actor, lambda at: depart(wish, actor=actor, at=at))
    return HttpResponse(status=204)


def _moving(actor: Actor, person_id: UUID, payload: Moving) -> Move:
    """The change asked, about the rights of this very person."""
    may(actor, "habilitation:grant").or_raise()
    with transaction(actor) as at:
        member = own_member(person_id, actor, at)
        held = {row.id for row in lasting_rights(member.id, at)}
    replaced = {
        one.habilitation: Wish(person_id, one.service, one.profile, one.purpose, one.scope) for one in payload.replaced
    }
    if not held >= {*payload.removed, *replaced}:
        raise Http404
    traits = tuple(one.value for one in payload.service_traits)
    return Move(member, payload.function.strip(), payload.service.strip(), traits, frozenset(payload.removed), replaced)


def _rights(rows: Iterable[Habilitation]) -> list[ChangedRight]:
    return [
        ChangedRight(id=row.id, service=row.service, profile=row.profile, purpose=row.purpose, scope=row.scope_id)
        for row in rows
    ]


def _moved(done: Moved) -> MovedOut:
    return MovedOut(withdrawn=_rights(done.withdrawn), opened=_rights(done.opened))


@router.post("/people/{person_id}/move/preview", response=MovePreview, summary="Ce que ferait un changement")
def preview_move(request: HttpRequest, person_id: UUID, payload: Moving) -> MovePreview:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    wish = _moving(actor, person_id, payload)
    found = tried(actor, lambda ready, at: _moved(move(wish, actor=ready, at=at)))
    done = found.outcome or MovedOut(withdrawn=[], opened=[])
    return MovePreview(**verdict(found.decision).dict(), withdrawn=done.withdrawn, opened=done.opened)


@router.post("/people/{person_id}/move", response=MovedOut, summary="Changer de fonction ou de service")
def create_move(request: HttpRequest, person_id: UUID, payload: Moving) -> MovedOut:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    wish = _moving(actor, person_id, payload)
    return run(actor, lambda at: _moved(move(wish, actor=actor, at=at)))


def _copied(one: Copied) -> CopiedRight:
    row = one.source
    said = verdict(one.decision).dict()
    return CopiedRight(**said, habilitation=row.id, service=row.service, profile=row.profile, scope=row.scope_id)


def _chosen(actor: Actor, person_id: UUID, payload: Copying) -> list[Habilitation]:
    may(actor, "habilitation:grant").or_raise()
    with transaction(actor) as at:
        own_member(person_id, actor, at)
        source = own_member(payload.source, actor, at)
        rows = [row for row in lasting_rights(source.id, at) if may_be_copied(row)]
    if payload.habilitations is None:
        return rows
    if not {row.id for row in rows} >= set(payload.habilitations):
        raise Http404
    return [row for row in rows if row.id in payload.habilitations]


@router.post("/people/{person_id}/copy/preview", response=CopiedRights, summary="Ce que donnerait une copie de droits")
def preview_copy(request: HttpRequest, person_id: UUID, payload: Copying) -> CopiedRights:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = _chosen(actor, person_id, payload)
    found = tried(actor, lambda ready, at: copy_rights(rows, person_id, actor=ready, at=at))
    return CopiedRights(items=[_copied(one) for one in found.outcome or ()])


@router.post("/people/{person_id}/copy", response=CopiedRights, summary="Copier les droits d'un collègue")
def create_copy(request: HttpRequest, person_id: UUID, payload: Copying) -> CopiedRights:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = _chosen(actor, person_id, payload)
    done = run(actor, lambda at: copy_rights(rows, person_id, actor=actor, at=at))
    return CopiedRights(items=[_copied(one) for one in done])
