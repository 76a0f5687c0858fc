"""Grant, look, undo: what the check page shows is what the confirmation will do, seats included (MCP-21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from socle.habilitations.actions.granting import Wish, grant
from socle.habilitations.actions.trial import trial
from socle.habilitations.models import Habilitation, SeatHold
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision, Refused


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would happen: the decision, the number of each seat that would be taken, the refusal to trace."""

    decision: Decision
    seats: tuple[int, ...] = ()
    refusal: Refused | None = None


def rehearse(wish: Wish, *, actor: Actor, at: datetime) -> Rehearsal:
    """What `grant` would answer to somebody who has just confirmed their identity; nothing remains of it."""
    tried = trial(actor, at, lambda ready: _seats_of(grant(wish, actor=ready, at=at)))
    return Rehearsal(tried.decision, tried.outcome or (), tried.refusal)


def _seats_of(opened: Habilitation) -> tuple[int, ...]:
    return tuple(SeatHold.objects.filter(habilitation_id=opened.id).values_list("slot", flat=True))
