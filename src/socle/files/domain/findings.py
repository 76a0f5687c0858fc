"""What the checks of a file found, and the verdict: the first fault refuses, a check that could not run makes wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from socle.files.domain.kinds import CLAUSE, FIX, FileCode, FileState
from socle.kernel.decision import Decision, allow, refuse


class Outcome(StrEnum):
    """What one check says."""

    PASSED = "passed"
    FAILED = "failed"
    ABSENT = "absent"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Check:
    """One check that ran, or that could not; `code` and `detail` say the fault it found."""

    name: str
    outcome: Outcome
    code: str = ""
    detail: str = ""

    def said(self) -> dict[str, str]:
        """As the row keeps it."""
        return {"name": self.name, "outcome": self.outcome.value, "code": self.code, "detail": self.detail}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where the file goes, why, and what looked at it."""

    state: FileState
    decision: Decision
    checks: tuple[Check, ...]


SENTENCES = {
    FileCode.ACTIVE: ("Ce PDF contient un contenu actif ({detail}).", "Imprimez-le en PDF simple, puis déposez-le."),
    FileCode.UNREADABLE: (
        "Ce fichier ne se lit pas en entier.",
        "Enregistrez-le de nouveau, puis déposez-le.",
    ),
    FileCode.TRAILING: ("Ce fichier en cache un autre après sa fin.", "Enregistrez-le de nouveau, puis déposez-le."),
    FileCode.LOCKED: ("Ce PDF est protégé par un mot de passe.", "Déposez-le sans mot de passe."),
    FileCode.BOMB: ("Ce fichier est démesuré une fois ouvert.", "Numérisez-le en moindre résolution."),
    FileCode.VIRUS: ("L'antivirus a reconnu un logiciel malveillant.", "Faites examiner votre poste de travail."),
}
WAITING = refuse(
    FileCode.WAITING,
    "L'antivirus ne répond pas : le fichier attend son analyse et n'est pas encore servi.",
    clause=CLAUSE,
    fix="Revenez plus tard ; rien n'est à refaire.",
)


def verdict(checks: Iterable[Check]) -> Verdict:
    """Fail closed: a fault refuses, a check that is installed but does not answer keeps the file in quarantine."""
    ran = tuple(checks)
    fault = next((check for check in ran if check.outcome is Outcome.FAILED), None)
    if fault is not None:
        return Verdict(FileState.REFUSED, _refusal(fault), ran)
    if any(check.outcome is Outcome.UNAVAILABLE for check in ran):
        return Verdict(FileState.QUARANTINED, WAITING, ran)
    return Verdict(FileState.CLEAN, allow(CLAUSE), ran)


def _refusal(fault: Check) -> Decision:
    code = FileCode(fault.code)
    says, fix = SENTENCES.get(code, ("Ce fichier est refusé.", FIX))
    return refuse(code, says.format(detail=fault.detail), clause=CLAUSE, fix=fix)
