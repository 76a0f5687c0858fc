"""What a trial answers by the API: the decision, as the check page says it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from ninja import Schema

from socle.database.transactions import transaction
from socle.habilitations.actions.trial import Trial, trial
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision
from socle.traces.actions import record_refusal

T = TypeVar("T")


class Verdict(Schema):
    """Whether the act would be done, and otherwise why, under which clause, and what to do."""

    allowed: bool
    code: str = ""
    reason: str = ""
    clause: str = ""
    fix: str = ""


def verdict(decision: Decision) -> Verdict:
    if decision:
        return Verdict(allowed=True)
    return Verdict(
        allowed=False,
        code=decision.code,
        reason=decision.reason,
        clause=str(decision.clause or ""),
        fix=decision.fix,
    )


def tried(actor: Actor, act: Callable[[Actor, datetime], T]) -> Trial[T]:
    """Do the act as somebody who has just confirmed their identity, then take it all back; a refusal is traced."""
    with transaction(actor) as at:
        found = trial(actor, at, lambda ready: act(ready, at))
    if found.refusal:
        record_refusal(found.refusal, actor=actor)
    return found
