"""Do, look, undo: what a page announces is what its confirmation will do, by the same code.

A trial is judged as if the identity had just been confirmed: the act asks for the confirmation, not its announcement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

from socle.database.transactions import transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import ALLOWED, Decision, Refused

T = TypeVar("T")


class _Undone(Exception):  # noqa: N818 - never leaves this module
    """Rolls the trial back."""


@dataclass(frozen=True, slots=True)
class Trial(Generic[T]):
    """What would happen: the decision, what the act would answer, the refusal to trace."""

    decision: Decision
    outcome: T | None = None
    refusal: Refused | None = None


def trial(actor: Actor, at: datetime, act: Callable[[Actor], T]) -> Trial[T]:
    """Run the act inside the current transaction as the actor it hands over, then take everything back."""
    outcome: T | None = None
    try:
        with transaction(actor):
            outcome = act(replace(actor, step_up_at=at))
            raise _Undone  # noqa: TRY301 - the only way out of a transaction that leaves nothing
    except _Undone:
        return Trial(ALLOWED, outcome)
    except Refused as error:
        return Trial(error.decision, refusal=error)
