"""Suspend a right and lift the suspension (MCP-25; contrat 2.2.1): it lasts, keeps its seat, gives nothing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.habilitations.actions.managing import judge_management, locked_right
from socle.habilitations.actions.stops import act_on, resume, stop, trace_right
from socle.habilitations.domain.granting import decide_period
from socle.habilitations.domain.suspensions import SuspensionKind, may_lift
from socle.habilitations.models import Habilitation, Suspension
from socle.kernel.actor import Actor
from socle.kernel.decision import first_refusal
from socle.kernel.period import Period


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
    habilitation = locked_right(Suspension.objects.get(id=suspension_id).habilitation_id)
    found = Suspension.objects.select_for_update(of=("self",)).get(id=suspension_id)
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
