"""What a person must have done before some rights serve: a pledge, a training (MCP-34, DRT-08, ISU-06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, refuse


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition of the convention; `done_at` None means not done, `valid_until` None that it does not lapse."""

    code: str
    label: str
    clause: Clause
    fix: str
    done_at: datetime | None = None
    valid_until: datetime | None = None


def met(requirement: Requirement, person: str, at: datetime) -> Decision:
    """Whether the person did what the convention asks before, and it still holds."""
    if requirement.done_at is None or requirement.done_at > at:
        return refuse(
            "requirement_missing",
            f"{person} n'a pas encore : {requirement.label}.",
            clause=requirement.clause,
            fix=requirement.fix,
        )
    if requirement.valid_until is not None and requirement.valid_until <= at:
        return refuse(
            "requirement_lapsed",
            f"Ce que {person} avait fait n'est plus valable depuis le {requirement.valid_until:%d/%m/%Y} : "
            f"{requirement.label}.",
            clause=requirement.clause,
            fix=requirement.fix,
        )
    return ALLOWED
