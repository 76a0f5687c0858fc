"""An established failure: what, the evidence, the clause, and the partner heard first (MCP-25; contrat 2.2.1).

It is the only door to a measure. The partner may reply until the delay is over; what cannot wait is established at once
with its reason, and the partner still replies afterwards.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from socle.kernel.decision import ALLOWED, Decision, refuse
from socle.kernel.workflow import Step, Workflow
from socle.supervision.domain.clocks import SUPERVISION_CLAUSE


class FailureState(StrEnum):
    """Where a failure stands: told to the partner, replied to, established or dismissed."""

    NOTIFIED = "notified"
    REPLIED = "replied"
    ESTABLISHED = "established"
    DISMISSED = "dismissed"


STILL_JUDGED = frozenset({FailureState.NOTIFIED, FailureState.REPLIED})
ADMINISTRATORS = frozenset({"principal", "suppleant"})
CAISSE = frozenset({"caisse_supervisor", "caisse_admin"})


@dataclass(frozen=True, slots=True)
class FailureCase:
    """What the rules need; `urgency` is why the partner could not be heard first."""

    state: FailureState
    due_at: datetime
    at: datetime
    text: str = ""
    evidence: str = ""
    urgency: str = ""


def may_notify(ground: str, written: Collection[str] | None, facts: str, evidence: str) -> Decision:
    """A failure is of one's own convention (`written` is None otherwise), of a kind the text knows, with its facts."""
    if written is None:
        return refuse("unknown_convention", "Cette convention n'est pas de votre caisse.", clause=SUPERVISION_CLAUSE)
    if ground not in written:
        return refuse(
            "ground_unwritten",
            "La convention ne prévoit rien pour ce manquement.",
            clause=SUPERVISION_CLAUSE,
            fix="Choisissez un manquement que le texte nomme.",
        )
    if facts.strip() and evidence.strip():
        return ALLOWED
    return refuse(
        "facts_missing",
        "Un manquement se dit par des faits et une preuve.",
        clause=SUPERVISION_CLAUSE,
        fix="Écrivez les deux.",
    )


def says_something(case: FailureCase) -> Decision:
    """A reply says something."""
    if case.text.strip():
        return ALLOWED
    return refuse(
        "text_missing", "Écrivez votre réponse.", clause=SUPERVISION_CLAUSE, fix="Dites ce que vous contestez."
    )


def heard(case: FailureCase) -> Decision:
    """Established on evidence, once the partner replied or let the delay pass, or at once for a written urgency."""
    if not case.evidence.strip():
        return refuse(
            "no_evidence",
            "Un manquement s'établit sur une preuve.",
            clause=SUPERVISION_CLAUSE,
            fix="Indiquez la pièce, la trace ou la réponse qui le montre.",
        )
    if case.state is FailureState.REPLIED or case.at >= case.due_at or case.urgency.strip():
        return ALLOWED
    return refuse(
        "reply_awaited",
        "Le partenaire n'a pas encore été entendu : son délai de réponse court.",
        clause=SUPERVISION_CLAUSE,
        fix="Attendez sa réponse ou la fin du délai ; en urgence, écrivez pourquoi elle ne peut attendre.",
        until=case.due_at,
    )


TITLE = "Un manquement dans la gestion des habilitations"
LABELS: dict[str, str] = {
    FailureState.NOTIFIED: "notifié au partenaire",
    FailureState.REPLIED: "réponse reçue",
    FailureState.ESTABLISHED: "établi",
    FailureState.DISMISSED: "écarté",
    "reply": "répondre",
    "establish": "établir le manquement",
    "reply_after": "répondre après coup",
    "dismiss": "écarter le manquement",
    "principal": "administrateur principal",
    "suppleant": "administrateur suppléant",
    "caisse_supervisor": "superviseur de la caisse",
    "caisse_admin": "administrateur de la caisse",
}
LIFECYCLE: Workflow[FailureState, FailureCase] = Workflow(
    Step("reply", frozenset({FailureState.NOTIFIED}), FailureState.REPLIED, ADMINISTRATORS, says_something),
    Step("establish", STILL_JUDGED, FailureState.ESTABLISHED, CAISSE, heard),
    Step(
        "reply_after", frozenset({FailureState.ESTABLISHED}), FailureState.ESTABLISHED, ADMINISTRATORS, says_something
    ),
    Step("dismiss", STILL_JUDGED | {FailureState.ESTABLISHED}, FailureState.DISMISSED, CAISSE),
    initial=FailureState.NOTIFIED,
    labels=LABELS,
)
TAGS = {
    "reply": "supervision:failure:replied",
    "establish": "supervision:failure:established",
    "reply_after": "supervision:failure:replied",
    "dismiss": "supervision:failure:dismissed",
}
