"""A departure in one act: what is handed over goes to a named colleague, everything else falls (MCP-23; 9.2, 2.2.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.habilitations.actions.delegating import DelegationWish, delegate
from socle.habilitations.domain.granting import confirmed_recently
from socle.habilitations.domain.roles import RoleCode
from socle.habilitations.models import Delegation
from socle.habilitations.queries.delegations import lattice_of
from socle.habilitations.queries.roles import perimeter_of
from socle.kernel.actor import Actor
from socle.organismes.actions import end_membership
from socle.organismes.queries import Membership


@dataclass(frozen=True, slots=True)
class Departure:
    """Who leaves, why, and what a named colleague takes over."""

    membership_id: UUID
    reason: str = ""
    successor_id: UUID | None = None
    handed: frozenset[UUID] = frozenset()


def depart(wish: Departure, *, actor: Actor, at: datetime) -> Membership:
    """Hand over what is handed over, then end the membership and all that hangs on it; all of it, or nothing."""
    confirmed_recently(actor.step_up_at, at).or_raise()
    if wish.successor_id:
        for delegation_id in sorted(wish.handed):
            hand_over(delegation_id, wish.membership_id, wish.successor_id, actor=actor, at=at)
    return end_membership(wish.membership_id, actor=actor, at=at, reason=wish.reason)


def hand_over(
    delegation_id: UUID, membership_id: UUID, successor_id: UUID, *, actor: Actor, at: datetime
) -> Delegation:
    """Name the successor in the same perimeter, by the same rule as any naming; what hung below hangs under them."""
    row = lattice_of(actor.organisation_id, at).row(delegation_id)
    if row is None or row.membership_id != membership_id or row.role != RoleCode.DELEGATE:
        raise Delegation.DoesNotExist(str(delegation_id))
    wish = DelegationWish(successor_id, perimeter_of(row), row.may_pass_on, valid_to=row.period.upper)
    opened = delegate(wish, actor=actor, at=at)
    Delegation.objects.filter(parent_id=row.id, organisation_id=row.organisation_id).update(parent_id=opened.id)
    return opened
