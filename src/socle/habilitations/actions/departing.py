"""What falls with a membership: its rights and its roles end at once (MCP-23; contrat de service 2.2.1)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from socle.habilitations.actions.ending import end_delegation
from socle.habilitations.actions.falling import end_right
from socle.habilitations.actions.groups import leave
from socle.habilitations.actions.managing import locked_rights
from socle.habilitations.domain.granting import may_depart, may_identify
from socle.habilitations.models import GroupMember, Habilitation
from socle.habilitations.queries.delegations import hold_still, lattice_of, roles_of
from socle.habilitations.queries.roles import actor_holder, holder_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Act
from socle.organismes.queries import membership


def end_rights_of(membership_id: UUID, *, actor: Actor, at: datetime, cause: str) -> int:
    """End every right and role of a member who leaves; their number. Refused above one's own rank."""
    leaving = membership(membership_id)
    act = Act("habilitation:right:refused", "person", str(leaving.person_id), leaving.person.name)
    may_depart(actor_holder(actor, at), holder_of(leaving, at)).or_raise(act)
    lasting = Q(period__endswith=None) | Q(period__endswith__gt=at)
    held = list(Habilitation.objects.filter(lasting, membership_id=membership_id).values_list("id", flat=True))
    ended = [row for one, row in locked_rights(held).items() if one in held and row.withdrawn_at is None]
    for right in ended:
        end_right(right, actor=actor, at=at, cause=cause)
    _leave_groups(membership_id, actor, at)
    return len(ended) + _end_roles(membership_id, leaving.organisation_id, actor, at, cause)


def _leave_groups(membership_id: UUID, actor: Actor, at: datetime) -> None:
    """Whoever leaves is in no group any more; the rights of the groups have ended with the others."""
    rows = GroupMember.objects.filter(membership_id=membership_id, period__contains=at)
    for member in rows.select_related("membership__person", "group"):
        leave(member, member.group, actor=actor, at=at)


def refuse_change_above(membership_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Refuse to change who a superior or a peer is, or where their links go: the caisse keeps it (MCP-20, MCP-27)."""
    member = membership(membership_id)
    act = Act("organisme:person:updated", "person", str(member.person_id), member.person.name)
    may_identify(actor_holder(actor, at), holder_of(member, at)).or_raise(act)


def _end_roles(membership_id: UUID, organisation_id: UUID, actor: Actor, at: datetime, cause: str) -> int:
    """Their roles, and what they had passed on: it was never wider nor longer than theirs."""
    hold_still(organisation_id)
    lattice = lattice_of(organisation_id, at)
    own = roles_of(membership_id, at)
    fallen = {one.id: one for row in own for one in (row, *lattice.below(row.id))}
    for row in fallen.values():
        end_delegation(row, actor=actor, at=at, cause=cause)
    return len(fallen)
