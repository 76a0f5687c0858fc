"""Grant, look, undo: what the check page shows is what the confirmation will do, seats included (MCP-21)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from socle.database.transactions import transaction
from socle.habilitations.actions.granting import Wish, grant
from socle.habilitations.models import SeatHold
from socle.kernel.actor import Actor
from socle.kernel.decision import ALLOWED, Decision, Refused


class _Undone(Exception):  # noqa: N818 - never leaves this module
    """Rolls the rehearsal back."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would happen: the decision, the number of each seat that would be taken, the refusal to trace."""

    decision: Decision
    seats: tuple[int, ...] = ()
    refusal: Refused | None = None


def rehearse(wish: Wish, *, actor: Actor, at: datetime) -> Rehearsal:
    """What `grant` would answer to somebody who has just confirmed their identity; nothing remains of it."""
    seats: tuple[int, ...] = ()
    try:
        with transaction(actor):
            opened = grant(wish, actor=replace(actor, step_up_at=at), at=at)
            seats = tuple(SeatHold.objects.filter(habilitation_id=opened.id).values_list("slot", flat=True))
            raise _Undone  # noqa: TRY301 - the only way out of a transaction that leaves nothing
    except _Undone:
        return Rehearsal(ALLOWED, seats)
    except Refused as error:
        return Rehearsal(error.decision, refusal=error)
