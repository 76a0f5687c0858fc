"""The roles of the caisse's own people, as the API says them: the same actions as the page (MCP-20, MCP-32)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from socle.database.transactions import run, transaction
from socle.habilitations.actions.caisse_roles import end_caisse_role, give_caisse_role
from socle.habilitations.domain.access import may
from socle.habilitations.domain.roles import RoleCode
from socle.habilitations.queries.caisse_roles import Delegation, holders
from socle.kernel.actor import Actor

router = Router(tags=["rôles de la caisse"])


class CaisseRoleOut(Schema):
    id: UUID
    person: UUID
    person_name: str
    role: RoleCode
    valid_from: datetime


class CaisseRolesOut(Schema):
    items: list[CaisseRoleOut]
    next: str | None = None


class NewCaisseRole(Schema):
    """A colleague of the caisse, and `caisse_admin`, `caisse_supervisor` or `dpo`."""

    person: UUID
    role: RoleCode


def _out(row: Delegation) -> CaisseRoleOut:
    person = row.membership.person
    return CaisseRoleOut(
        id=row.id, person=person.id, person_name=person.name, role=RoleCode(row.role), valid_from=row.period.lower
    )


@router.get("/caisse-roles", response=CaisseRolesOut, summary="Les rôles de ma caisse")
def list_caisse_roles(request: HttpRequest) -> CaisseRolesOut:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "delegation:appoint").or_raise()
    with transaction(actor) as at:
        return CaisseRolesOut(items=[_out(row) for row in holders(actor.organisation_id, at)])


@router.post("/caisse-roles", response={201: CaisseRoleOut}, summary="Donner un rôle de la caisse")
def create_caisse_role(request: HttpRequest, payload: NewCaisseRole) -> Status[CaisseRoleOut]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "delegation:appoint").or_raise()
    return Status(201, run(actor, lambda at: _out(give_caisse_role(payload.person, payload.role, actor=actor, at=at))))


@router.delete("/caisse-roles/{delegation_id}", response={204: None}, summary="Mettre fin à un rôle de la caisse")
def delete_caisse_role(request: HttpRequest, delegation_id: UUID, cause: str = "") -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "delegation:appoint").or_raise()
    said = cause.strip()[:300] or "non précisé"
    run(actor, lambda at: end_caisse_role(delegation_id, actor=actor, at=at, cause=said))
    return HttpResponse(status=204)
