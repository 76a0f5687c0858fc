"""Suspend a right and lift the suspension (MCP-25; contrat 2.2.1): it lasts, keeps its seat, gives nothing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.habilitations.actions.stops import act_on, resume, stop, trace_right
from socle.habilitations.domain.granting import confirmed_recently, decide_period, may_manage
from socle.habilitations.domain.suspensions import SuspensionKind, may_lift
from socle.habilitations.models import Habilitation, Suspension
from socle.habilitations.queries.abilities import target_of
from socle.habilitations.queries.facts import member_in_convention
from socle.habilitations.queries.management import acting_holder, still_manages
from socle.habilitations.queries.roles import holder_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision, first_refusal
from socle.kernel.period import Period

__all__ = ["judge_management", "lift", "locked_right", "reactivate", "resume", "stop", "suspend"]


def suspend(
    habilitation_id: UUID, *, actor: Actor, at: datetime, cause: str, until: datetime | None = None
) -> Suspension:
    """A manager stops a right at once, until a date or until it is lifted; the seat stays taken."""
    habilitation = locked_right(habilitation_id)
    act = act_on(habilitation)
    first_refusal((judge_management(habilitation, actor, at), decide_period(at, until, at))).or_raise(act)
    return stop(habilitation, SuspensionKind.MANAGER, Period(at, until), actor=actor, at=at, cause=cause)


def lift(suspension_id: UUID, *, actor: Actor, at: datetime) -> Suspension:
    """End now a suspension that a manager decided; that of the caisse ends with its measure."""
    found = Suspension.objects.select_for_update(of=("self",)).filter(id=suspension_id).first()
    if found is None:
        raise Suspension.DoesNotExist(str(suspension_id))
    habilitation = locked_right(found.habilitation_id)
    managing = judge_management(habilitation, actor, at)
    may_lift(SuspensionKind(found.kind), managing).or_raise(act_on(habilitation))
    if found.lifted_at is None:
        resume(found, habilitation, actor=actor, at=at)
    return found


def reactivate(habilitation_id: UUID, *, actor: Actor, at: datetime) -> Habilitation:
    """A manager starts again a right that stopped for want of use: its count of days begins again."""
    habilitation = locked_right(habilitation_id)
    judge_management(habilitation, actor, at).or_raise(act_on(habilitation))
    habilitation.reactivated_at = at
    trace_right("habilitation:right:reactivated", habilitation, actor=actor, at=at)
    habilitation.save(update_fields=["reactivated_at"])
    return habilitation


def judge_management(habilitation: Habilitation, actor: Actor, at: datetime) -> Decision:
    """Whether the actor manages this right and has just confirmed their identity."""
    holder = holder_of(habilitation.membership, at)
    member = member_in_convention(habilitation.membership_id, habilitation.service, habilitation.profile, at)
    manager = acting_holder(actor, member, at)
    is_delegated = member is None or member.is_delegated
    managing = may_manage(manager, holder, target_of(habilitation), is_delegated_mode=is_delegated)
    return first_refusal((still_manages(manager, member), managing, confirmed_recently(actor.step_up_at, at)))


def locked_right(habilitation_id: UUID) -> Habilitation:
    """The right, locked until the end of the transaction; raises DoesNotExist when the actor does not see it."""
    rows = Habilitation.objects.select_for_update(of=("self",)).select_related("membership__person")
    return rows.get(id=habilitation_id)
