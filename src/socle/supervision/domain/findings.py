"""A finding of an audit: how serious, on which evidence, what is to be corrected and until when (convention 9.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, refuse
from socle.kernel.workflow import Step, Workflow

CLAUSE = Clause("convention", "9.1")


class FindingState(StrEnum):
    """Where the correction asked stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    ACCEPTED = "accepted"


class Severity(StrEnum):
    """How serious, from the least."""

    REMARK = "remark"
    MINOR = "minor"
    MAJOR = "major"


SEVERITY_LABELS = {
    Severity.REMARK: "remarque",
    Severity.MINOR: "écart mineur",
    Severity.MAJOR: "écart majeur",
}


@dataclass(frozen=True, slots=True)
class FindingCase:
    """Whether the partner may read the finding, and what is said of it."""

    is_reported: bool
    text: str = ""


def complete(parts: Iterable[str]) -> Decision:
    """A finding has its facts, its evidence, its clause and the correction asked."""
    if all(part.strip() for part in parts):
        return ALLOWED
    return refuse(
        "finding_incomplete",
        "Un constat a ses faits, sa preuve, sa clause et la correction demandée.",
        clause=CLAUSE,
        fix="Complétez les quatre.",
    )


def reported(case: FindingCase) -> Decision:
    """The partner answers what it was handed, with words."""
    if case.is_reported and case.text.strip():
        return ALLOWED
    return refuse("answer_missing", "Écrivez ce qui a été corrigé, ou pourquoi ce ne l'est pas.", clause=CLAUSE)


def explained(case: FindingCase) -> Decision:
    """A finding is kept with its reason."""
    if case.text.strip():
        return ALLOWED
    return refuse("reason_missing", "Dites pourquoi la correction ne suffit pas.", clause=CLAUSE)


TITLE = "Un constat d'audit"
LABELS: dict[str, str] = {
    FindingState.ASKED: "correction demandée",
    FindingState.ANSWERED: "réponse reçue",
    FindingState.ACCEPTED: "correction acceptée",
    "correct": "répondre au constat",
    "approve": "accepter la correction",
    "maintain": "maintenir le constat",
    "principal": "administrateur principal",
    "suppleant": "administrateur suppléant",
    "caisse_supervisor": "superviseur de la caisse",
}
LIFECYCLE: Workflow[FindingState, FindingCase] = Workflow(
    Step(
        "correct",
        frozenset({FindingState.ASKED}),
        FindingState.ANSWERED,
        frozenset({"principal", "suppleant"}),
        reported,
    ),
    Step("approve", frozenset({FindingState.ANSWERED}), FindingState.ACCEPTED, frozenset({"caisse_supervisor"})),
    Step(
        "maintain", frozenset({FindingState.ANSWERED}), FindingState.ASKED, frozenset({"caisse_supervisor"}), explained
    ),
    initial=FindingState.ASKED,
    labels=LABELS,
)
TAGS = {
    "correct": "supervision:finding:answered",
    "approve": "supervision:finding:accepted",
    "maintain": "supervision:finding:maintained",
}
