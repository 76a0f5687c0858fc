"""Delegations of an organisation, as the API says them: the same actions as the pages (MCP-22)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema, Status

from socle.database.transactions import run, transaction
from socle.habilitations.actions.delegating import DelegationWish, change, delegate, take_back
from socle.habilitations.domain.access import may
from socle.habilitations.domain.perimeter import Perimeter
from socle.habilitations.queries.delegations import Delegation, Lattice, lattice_of
from socle.habilitations.queries.lattice_on_day import lattice_on_day, role_on_day
from socle.habilitations.web.acting import tried
from socle.habilitations.web.verdicts import Verdict, verdict
from socle.theme.moments import Moment, end_of, instant
from socle.theme.moments import as_of as looked_at

router = Router(tags=["délégations"])


class DelegationOut(Schema):
    """A role in force or to come, as it stood on the day read; an empty list of the perimeter limits nothing."""

    id: UUID
    person: UUID
    person_name: str
    role: str
    services: list[str]
    profiles: list[str]
    scopes: list[UUID]
    groups: list[UUID]
    may_pass_on: bool
    parent: UUID | None
    valid_from: datetime | None
    valid_to: datetime | None


class DelegationsOut(Schema):
    items: list[DelegationOut]
    next: str | None = None


class WantedPerimeter(Schema):
    """How far a responsable may go; an empty list limits nothing."""

    services: list[str] = Field(default=[], max_length=50)
    profiles: list[str] = Field(default=[], max_length=200)
    scopes: list[UUID] = Field(default=[], max_length=500)
    groups: list[UUID] = Field(default=[], max_length=500)
    may_pass_on: bool = False
    valid_from: date | datetime | None = None
    valid_to: date | datetime | None = None


class NewDelegation(WantedPerimeter):
    """The responsable to name and how far they may go."""

    person: UUID


def _out(row: Delegation, lattice: Lattice | None = None) -> DelegationOut:
    day = role_on_day(row, lattice.at if lattice else row.granted_at)
    return DelegationOut(
        id=row.id,
        person=row.membership.person_id,
        person_name=row.membership.person.name,
        role=row.role,
        services=list(row.services),
        profiles=list(row.profiles),
        scopes=list(row.scopes),
        groups=list(row.groups),
        may_pass_on=row.may_pass_on,
        parent=lattice.parent_of(row) if lattice else row.parent_id,
        valid_from=day.period.start if day.period else None,
        valid_to=day.period.end if day.period else None,
    )


def _wish(person_id: UUID, payload: WantedPerimeter) -> DelegationWish:
    perimeter = Perimeter(
        frozenset(payload.services),
        frozenset(payload.profiles),
        frozenset(payload.scopes),
        frozenset(payload.groups),
    )
    return DelegationWish(
        person_id=person_id,
        perimeter=perimeter,
        may_pass_on=payload.may_pass_on,
        valid_from=instant(payload.valid_from) if payload.valid_from else None,
        valid_to=end_of(payload.valid_to) if payload.valid_to else None,
    )


@router.get("/delegations", response=DelegationsOut, summary="Délégations de mon organisme")
def list_delegations(request: HttpRequest, as_of: Moment | None = None) -> DelegationsOut:
    actor = request.actor  # type: ignore[attr-defined]
    may(actor, "delegation:list").or_raise()
    with transaction(actor) as now:
        read = lattice_on_day if as_of else lattice_of
        lattice = read(actor.organisation_id, looked_at(as_of, now))
        return DelegationsOut(items=[_out(row, lattice) for row in lattice.rows])


@router.post("/delegations", response={201: DelegationOut}, summary="Nommer un responsable d'habilitation")
def create_delegation(request: HttpRequest, payload: NewDelegation) -> Status[DelegationOut]:
    actor = request.actor  # type: ignore[attr-defined]
    wish = _wish(payload.person, payload)
    return Status(201, run(actor, lambda at: _out(delegate(wish, actor=actor, at=at))))


@router.post("/delegations/preview", response=Verdict, summary="Ce que ferait une nomination de responsable")
def preview_delegation(request: HttpRequest, payload: NewDelegation) -> Verdict:
    actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:grant").or_raise()
    wish = _wish(payload.person, payload)
    return verdict(tried(actor, lambda ready, at: delegate(wish, actor=ready, at=at)).decision)


@router.post("/delegations/{delegation_id}/preview", response=Verdict, summary="Ce que ferait un autre périmètre")
def preview_change(request: HttpRequest, delegation_id: UUID, payload: WantedPerimeter) -> Verdict:
    actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:grant").or_raise()
    wish = _wish(actor.person_id, payload)
    return verdict(tried(actor, lambda ready, at: change(delegation_id, wish, actor=ready, at=at)).decision)


@router.put("/delegations/{delegation_id}", response=DelegationOut, summary="Changer le périmètre d'un responsable")
def change_delegation(request: HttpRequest, delegation_id: UUID, payload: WantedPerimeter) -> DelegationOut:
    actor = request.actor  # type: ignore[attr-defined]
    wish = _wish(actor.person_id, payload)  # `change` keeps the person of the delegation
    return run(actor, lambda at: _out(change(delegation_id, wish, actor=actor, at=at)))


@router.delete("/delegations/{delegation_id}", response={204: None}, summary="Reprendre une délégation")
def delete_delegation(request: HttpRequest, delegation_id: UUID, cause: str = "") -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    run(actor, lambda at: take_back(delegation_id, actor=actor, at=at, cause=cause[:300] or "non précisé"))
    return HttpResponse(status=204)
