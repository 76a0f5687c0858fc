"""A right that does not serve ends up suspended: two reminders, then nothing until somebody reactivates it.

Source: no clause gives a delay (contrat de service 2.2.1 asks for the least assignment only). Delays of the house,
taken from a comparable public service (facts.md: 122 days, then 31, then 31); a right never used counts from its start.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, refuse


@dataclass(frozen=True, slots=True)
class Inactivity:
    """Days without use before the first reminder, then before the second, then before the suspension."""

    first_reminder: int
    second_reminder: int
    suspension: int
    clause: Clause

    @property
    def days(self) -> int:
        return self.first_reminder + self.second_reminder + self.suspension


HOUSE = Inactivity(122, 31, 31, Clause.house("MCP-23"))


class Stage(StrEnum):
    """How long a right has not served."""

    SERVES = "serves"
    REMINDED = "reminded"
    REMINDED_TWICE = "reminded_twice"
    SUSPENDED = "suspended"


def stage(last_active_at: datetime, at: datetime, rule: Inactivity = HOUSE) -> Stage:
    """Where a right stands after its last use, its beginning or its reactivation."""
    idle = at - last_active_at
    if idle >= timedelta(days=rule.days):
        return Stage.SUSPENDED
    if idle >= timedelta(days=rule.first_reminder + rule.second_reminder):
        return Stage.REMINDED_TWICE
    if idle >= timedelta(days=rule.first_reminder):
        return Stage.REMINDED
    return Stage.SERVES


def suspended_on(last_active_at: datetime, rule: Inactivity = HOUSE) -> datetime:
    """When the right stops if it still does not serve."""
    return last_active_at + timedelta(days=rule.days)


def still_serves(profile: str, last_active_at: datetime, at: datetime, ask: str, rule: Inactivity = HOUSE) -> Decision:
    """A right unused for too long gives nothing any more until a manager reactivates it."""
    if stage(last_active_at, at, rule) is not Stage.SUSPENDED:
        return ALLOWED
    return refuse(
        "habilitation_inactive",
        f"L'habilitation au profil {profile} n'a pas servi depuis {rule.days} jours : elle est suspendue.",
        clause=rule.clause,
        fix=f"{ask} peut la réactiver si la mission continue, ou la retirer.",
    )
