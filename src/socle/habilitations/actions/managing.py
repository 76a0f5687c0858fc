"""Who changes a right already open: the right locked, its manager judged, for each act on it (MCP-20, MCP-25)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q

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
    found = locked_rights([habilitation_id])
    if habilitation_id not in found:
        raise Habilitation.DoesNotExist(str(habilitation_id))
    return found[habilitation_id]


def locked_rights(habilitation_ids: Collection[UUID]) -> Mapping[UUID, Habilitation]:
    """These rights, locked with those they replace and those that replace them.

    In one order whoever asks: the end of a right touches the other, and two acts that begin each at one of them would
    wait for one another.
    """
    asked = Q(id__in=habilitation_ids) | Q(stands_in_for__in=habilitation_ids)
    pairs = Habilitation.objects.filter(asked).values_list("id", "stands_in_for")
    linked = {one for pair in pairs for one in pair if one}
    rows = Habilitation.objects.select_for_update(of=("self",)).select_related("membership__person")
    return {row.id: row for row in rows.filter(id__in=linked).order_by("id")}


def judge_management(habilitation: Habilitation, actor: Actor, at: datetime) -> Decision:
    """Whether the actor manages this right and has just confirmed their identity."""
    member = member_in_convention(habilitation.membership_id, habilitation.service, habilitation.profile, at)
    managing = may_manage(
        acting_holder(actor, member, at),
        holder_of(habilitation.membership, at),
        target_of(habilitation),
        managing=member.managing if member else ALLOWED,
    )
    return first_refusal((managing, confirmed_recently(actor.step_up_at, at)))
