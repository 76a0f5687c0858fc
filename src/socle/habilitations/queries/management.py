"""Who manages rights: the partner, or the caisse in its place (MCP-20, MCP-25; contrat de service 2.2 and 2.2.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from socle.habilitations.domain.granting import Holder
from socle.habilitations.domain.roles import RoleCode
from socle.habilitations.models import Takeover
from socle.habilitations.queries.facts import MemberInConvention
from socle.habilitations.queries.roles import actor_holder
from socle.kernel.actor import Actor


def taken_over(convention_ids: Iterable[UUID], at: datetime) -> frozenset[tuple[UUID, UUID]]:
    """The conventions and partners whose management the caisse has taken back, in one statement."""
    rows = Takeover.objects.filter(convention_id__in=list(convention_ids), period__contains=at)
    return frozenset(rows.values_list("convention_id", "organisation_id"))


def running_takeover(convention_id: UUID, organisation_id: UUID, at: datetime) -> Takeover | None:
    """The takeover in force, None while the partner manages."""
    rows = Takeover.objects.filter(convention_id=convention_id, organisation_id=organisation_id)
    return rows.filter(period__contains=at).first()


def acting_holder(actor: Actor, member: MemberInConvention | None, at: datetime) -> Holder:
    """The actor as the rules of delegation see them; an administrator of the caisse, in the partner's place."""
    holder = actor_holder(actor, at)
    if member is None:
        return holder
    return in_place_of(holder, actor, member.caisse_id, member.organisation_id, is_delegated=member.is_delegated)


def in_place_of(
    holder: Holder, actor: Actor, caisse_id: UUID | None, organisation_id: UUID, *, is_delegated: bool
) -> Holder:
    """Where the caisse manages, its administrators stand in the partner whose rights they change."""
    if is_delegated or actor.organisation_id != caisse_id or RoleCode.CAISSE_ADMIN not in holder.roles:
        return holder
    return replace(holder, organisation_id=organisation_id)
