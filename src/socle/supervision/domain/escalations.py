"""No answer: the named contacts are called in order, never the same person twice (MCP-41; contrat de service 3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse

ESCALATION_CLAUSE = Clause("contrat de service", "3.3")


@dataclass(frozen=True, slots=True)
class Rung:
    """One contact of the ladder, as the annexe names them."""

    contact: str
    name: str
    email: str
    role: str


@dataclass(frozen=True, slots=True)
class EscalationCase:
    """The question's place on its clocks, the ladder, and who was already asked: recipients, then contacts called."""

    is_late: bool
    opens_at: datetime | None
    at: datetime
    ladder: Sequence[Rung]
    asked: Sequence[str]
    clause: Clause | None = ESCALATION_CLAUSE


def next_rung(ladder: Iterable[Rung], asked: Iterable[str]) -> Rung | None:
    """The first contact whose name nobody asked yet."""
    known = {_same(name) for name in asked}
    return next((rung for rung in ladder if _same(rung.name) not in known), None)


def loops(ladder: Iterable[Rung], asked: Iterable[str]) -> tuple[Rung, ...]:
    """Contacts that lead back to somebody already asked: a defect of the annexe, to report."""
    known = {_same(name) for name in asked}
    return tuple(rung for rung in ladder if _same(rung.name) in known)


def may_escalate(case: EscalationCase) -> Decision:
    """Open once the answer is late and the delay of the escalation over, while somebody new can be called."""
    if case.opens_at is None:
        return _refuse(case, "no_escalation", "La convention ne prévoit pas d'escalade vers le partenaire.", AVENANT)
    if not case.is_late or case.at < case.opens_at:
        return refuse(
            "escalation_early",
            "L'escalade ne s'ouvre qu'après le délai, sans réponse.",
            clause=case.clause,
            fix="Attendez la fin du délai.",
            until=case.opens_at,
        )
    if next_rung(case.ladder, case.asked) is None:
        reason = (
            "L'escalade ramène à une personne déjà interrogée."
            if loops(case.ladder, case.asked)
            else "L'annexe ne nomme personne à appeler."
        )
        return _refuse(case, "nobody_left", reason, "Faites nommer un autre interlocuteur à l'annexe 1.")
    return allow(case.clause)


AVENANT = "Les parties peuvent la prévoir par un avenant."


def _refuse(case: EscalationCase, code: str, reason: str, fix: str) -> Decision:
    return refuse(code, reason, clause=case.clause, fix=fix)


def _same(name: str) -> str:
    return " ".join(name.casefold().split())
