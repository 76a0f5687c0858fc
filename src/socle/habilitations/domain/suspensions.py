"""A right may give nothing for a while and last all the same: why, and who may end it (MCP-25; contrat 2.2.1).

A suspended right keeps its seat: nobody takes it meanwhile, and the ceiling is never passed when it comes back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, refuse
from socle.kernel.period import Period

SUSPENSION_CLAUSE = Clause("contrat de service", "2.2.1")


class SuspensionKind(StrEnum):
    """Who stopped the right, and why."""

    MANAGER = "manager"
    PRECAUTION = "precaution"
    REPLACED = "replaced"


SAYS = {
    SuspensionKind.MANAGER: "suspendue par un gestionnaire",
    SuspensionKind.PRECAUTION: "suspendue à titre conservatoire par la caisse",
    SuspensionKind.REPLACED: "confiée à un remplaçant",
}
FIXES = {
    SuspensionKind.MANAGER: "{ask} peut lever la suspension.",
    SuspensionKind.PRECAUTION: "La caisse, qui l'a décidée, peut lever la suspension.",
    SuspensionKind.REPLACED: "Elle revient seule à la fin du remplacement ; {ask} peut y mettre fin plus tôt.",
}


@dataclass(frozen=True, slots=True)
class Suspended:
    """One suspension of a right."""

    kind: SuspensionKind
    period: Period
    cause: str


def refuse_suspended(profile: str, suspended: Suspended, ask: str) -> Decision:
    """The right exists, is stopped for now, and says by whom, why, until when."""
    return refuse(
        "habilitation_suspended",
        f"L'habilitation au profil {profile} est {SAYS[suspended.kind]} : {suspended.cause}.",
        clause=SUSPENSION_CLAUSE,
        fix=FIXES[suspended.kind].format(ask=ask),
        until=suspended.period.end,
    )


def may_lift(kind: SuspensionKind, managing: Decision) -> Decision:
    """A manager lifts the partner's own; the caisse's ends with its measure, a stand-in's with the replacement."""
    if kind is SuspensionKind.REPLACED:
        return refuse(
            "replaced",
            "Cette habilitation est confiée à un remplaçant : elle revient à la fin du remplacement.",
            clause=SUSPENSION_CLAUSE,
            fix="Pour qu'elle revienne plus tôt, mettez fin au remplacement.",
        )
    if kind is SuspensionKind.PRECAUTION:
        return refuse(
            "precaution_of_caisse",
            "La caisse a suspendu cette habilitation à titre conservatoire.",
            clause=SUSPENSION_CLAUSE,
            fix="Répondez à la caisse : un de ses administrateurs met fin à la mesure, dans « Supervision ».",
        )
    return managing


def refuse_ended(period: Period | None, at: datetime) -> Decision:
    """A right that has ended has nothing left to suspend."""
    if period is not None and (period.end is None or period.end > at):
        return ALLOWED
    return refuse(
        "habilitation_ended",
        "Cette habilitation a déjà pris fin.",
        clause=SUSPENSION_CLAUSE,
        fix="Il n'y a rien à suspendre.",
    )
