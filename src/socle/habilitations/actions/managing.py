"""Who changes a right already open: the right locked, its manager judged, for each act on it (MCP-20, MCP-25)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.habilitations.domain.granting import confirmed_recently, may_manage
from socle.habilitations.models import Habilitation
from socle.habilitations.queries.abilities import target_of
from socle.habilitations.queries.facts import member_in_convention
from socle.habilitations.queries.management import acting_holder
from socle.habilitations.queries.roles import holder_of
from socle.kernel.actor import Actor
from socle.kernel.decision import ALLOWED, Decision, first_refusal


def locked_right(habilitation_id: UUID) -> Habilitation:
    """The right, locked until the end of the transaction; raises DoesNotExist when the actor does not see it."""
    rows = Habilitation.objects.select_for_update(of=("self",)).select_related("membership__person")
    return rows.get(id=habilitation_id)


def judge_management(habilitation: Habilitation, actor: Actor, at: datetime) -> Decision:
    """Whether the actor manages this right and has just confirmed their identity."""
    member = member_in_convention(habilitation.membership_id, habilitation.service, habilitation.profile, at)
    managing = may_manage(
        acting_holder(actor, member, at),
        holder_of(habilitation.membership, at),
        target_of(habilitation),
        is_delegated_mode=member is None or member.is_delegated,
        handed_back=member.handed_back if member else ALLOWED,
    )
    return first_refusal((managing, confirmed_recently(actor.step_up_at, at)))
