"""An audit of the delegated management: scope, sample, findings, corrections, closing (MCP-25; convention 9.1)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, refuse
from socle.kernel.workflow import Step, Workflow
from socle.supervision.domain.findings import FindingState

AUDIT_CLAUSE = Clause("convention", "9.1")
SUPERVISOR = frozenset({"caisse_supervisor"})
UNKNOWN = refuse("unknown_convention", "Cette convention n'est pas de votre caisse.", clause=AUDIT_CLAUSE)


class AuditState(StrEnum):
    """Where an audit stands."""

    OPEN = "open"
    REPORTED = "reported"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class AuditCase:
    """The states of the findings, and what the audit concludes."""

    findings: Collection[FindingState]
    conclusion: str = ""


def bounded(scope: str, since: date, until: date) -> Decision:
    """An audit says what it looks at, and over which days."""
    if scope.strip() and since <= until:
        return ALLOWED
    return refuse(
        "scope_missing",
        "Un audit a un périmètre et une période qui commence avant de finir.",
        clause=AUDIT_CLAUSE,
        fix="Corrigez-les.",
    )


def still_written(state: AuditState) -> Decision:
    """Findings are written until they are handed over."""
    if state is AuditState.OPEN:
        return ALLOWED
    return refuse("audit_reported", "Les constats sont déjà remis.", clause=AUDIT_CLAUSE, fix="Ouvrez un autre audit.")


def concluded(case: AuditCase) -> Decision:
    """An audit closes with a conclusion, once every correction asked was accepted."""
    if not case.conclusion.strip():
        return refuse(
            "no_conclusion",
            "Un audit se clôt par une conclusion.",
            clause=AUDIT_CLAUSE,
            fix="Écrivez ce qu'il en ressort.",
        )
    if all(state is FindingState.ACCEPTED for state in case.findings):
        return ALLOWED
    return refuse(
        "corrections_awaited",
        "Des corrections demandées ne sont pas encore acceptées.",
        clause=AUDIT_CLAUSE,
        fix="Acceptez chaque correction, ou maintenez le constat avec une nouvelle date.",
    )


TITLE = "Un audit de la gestion déléguée"
LABELS: dict[str, str] = {
    AuditState.OPEN: "en cours",
    AuditState.REPORTED: "constats remis au partenaire",
    AuditState.CLOSED: "clos",
    "report": "remettre les constats au partenaire",
    "close": "clore l'audit",
    "caisse_supervisor": "superviseur de la caisse",
}
LIFECYCLE: Workflow[AuditState, AuditCase] = Workflow(
    Step("report", frozenset({AuditState.OPEN}), AuditState.REPORTED, SUPERVISOR),
    Step("close", frozenset({AuditState.REPORTED}), AuditState.CLOSED, SUPERVISOR, concluded),
    initial=AuditState.OPEN,
    labels=LABELS,
)
TAGS = {"report": "supervision:audit:reported", "close": "supervision:audit:closed"}
