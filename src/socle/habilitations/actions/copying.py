"""Give somebody the rights of a colleague: each is judged as if it were asked alone (R01, MCP-22, MCP-23)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.database.transactions import transaction
from socle.habilitations.actions.granting import Wish, grant
from socle.habilitations.domain.granting import confirmed_recently
from socle.habilitations.models import Habilitation, SeatHold
from socle.kernel.actor import Actor
from socle.kernel.decision import ALLOWED, Decision, Refused
from socle.traces.actions import record_refusal


@dataclass(frozen=True, slots=True)
class Copied:
    """One right of the colleague, and what the rule said of it for the other person."""

    source: Habilitation
    decision: Decision
    seats: tuple[int, ...] = ()


def copy_rights(rows: Sequence[Habilitation], person_id: UUID, *, actor: Actor, at: datetime) -> tuple[Copied, ...]:
    """Open each right that the rule allows, one after the other: a seat taken by the first is not left for the next.

    What is refused stops no other right, and is traced; a trial takes its traces back with the rest.
    """
    confirmed_recently(actor.step_up_at, at).or_raise()
    return tuple(_copy(row, person_id, actor, at) for row in rows)


def _copy(row: Habilitation, person_id: UUID, actor: Actor, at: datetime) -> Copied:
    wish = Wish(person_id, row.service, row.profile, row.purpose, row.scope_id, valid_to=row.period.upper)
    try:
        with transaction(actor):
            opened = grant(wish, actor=actor, at=at)
            slots = SeatHold.objects.filter(habilitation_id=opened.id).values_list("slot", flat=True)
            return Copied(row, ALLOWED, tuple(sorted(set(slots))))
    except Refused as error:
        record_refusal(error, actor=actor)
        return Copied(row, error.decision)
