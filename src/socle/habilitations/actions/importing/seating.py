"""Seats counted over the file, with the ceilings and the refusals of the ledger itself (MCP-21, MCP-61)."""

from __future__ import annotations

from uuid import UUID

from socle.habilitations.actions.granting import Wish
from socle.habilitations.actions.ledger import ceilings
from socle.habilitations.domain.granting import period_of
from socle.habilitations.domain.seats import Hold, frees_at, peak, refuse_exhausted, refuse_not_opened
from socle.habilitations.queries.facts import MemberInConvention
from socle.habilitations.queries.importing.world import World
from socle.kernel.decision import ALLOWED, Decision


def take_planned_seats(
    wish: Wish, membership_id: UUID, member: MemberInConvention, level: str, world: World
) -> Decision:
    """Take a seat of every ceiling in the plan, or say the first that is reached; nothing is taken then."""
    assert member.convention_id
    wanted = period_of(wish.valid_from or world.at, wish.valid_to, world.at)
    taken = []
    for ceiling in ceilings(member, wish.service, wish.profile, wish.scope_id, level):
        seats = ceiling.seats
        if seats.maximum is None:
            return refuse_not_opened(seats.what, seats.clause)
        bucket = (member.convention_id, ceiling.term.id, ceiling.scope_id)
        plan = world.plan(bucket, seats.maximum, counts_people=seats.counts_people)
        slot = plan.slot(wanted, membership_id)
        if slot is None:
            freed = frees_at(plan.maximum, plan.holds, world.at)
            return refuse_exhausted(seats, freed, peak(plan.holds, wanted))
        taken.append((plan, Hold(slot, membership_id, wanted)))
    for plan, hold in taken:
        plan.add(hold)
    return ALLOWED
