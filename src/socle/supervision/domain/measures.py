"""What may follow an established failure: never more than the convention writes (MCP-07, MCP-25).

Source: contrat de service 2.2.1 (suspend, force the passwords, withdraw the delegation and take management back);
convention 9.2 (misuse); two hands for what takes the management away: règle de Socle.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from socle.conventions.domain.kinds.sanction import Measure as Written
from socle.habilitations.domain.granting import confirmed_recently
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, first_refusal, refuse
from socle.kernel.workflow import Step, Workflow
from socle.supervision.domain.clocks import SUPERVISION_CLAUSE
from socle.supervision.domain.failures import FailureState

TWO_HANDS = Clause.house("MCP-25")
LONGEST_CAUSE = 300


class MeasureKind(StrEnum):
    """From the lightest to the heaviest."""

    SUSPENSION = "suspension"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - the name of a measure
    DELEGATION_WITHDRAWN = "delegation_withdrawn"
    TAKEOVER = "takeover"


class Reach(StrEnum):
    """Whom a measure touches."""

    RIGHT = "right"
    PERSON = "person"
    SERVICE = "service"
    ALL = "all"


class MeasureState(StrEnum):
    """A measure lasts until the caisse ends it."""

    TAKEN = "taken"
    ENDED = "ended"


KIND_LABELS = {
    MeasureKind.SUSPENSION: "suspension conservatoire",
    MeasureKind.PASSWORD_RESET: "changement forcé des mots de passe",
    MeasureKind.DELEGATION_WITHDRAWN: "retrait de la délégation",
    MeasureKind.TAKEOVER: "reprise de la gestion",
}
REACH_LABELS = {
    Reach.RIGHT: "un seul droit",
    Reach.PERSON: "une personne",
    Reach.SERVICE: "un service",
    Reach.ALL: "tout l'organisme",
}
WRITTEN = {
    MeasureKind.SUSPENSION: Written.SUSPENSION,
    MeasureKind.PASSWORD_RESET: Written.PASSWORD_RESET,
    MeasureKind.DELEGATION_WITHDRAWN: Written.DELEGATION_WITHDRAWN,
    MeasureKind.TAKEOVER: Written.DELEGATION_WITHDRAWN,
}
REACHES = {
    MeasureKind.SUSPENSION: frozenset(Reach),
    MeasureKind.PASSWORD_RESET: frozenset({Reach.PERSON, Reach.ALL}),
    MeasureKind.DELEGATION_WITHDRAWN: frozenset({Reach.PERSON, Reach.ALL}),
    MeasureKind.TAKEOVER: frozenset({Reach.ALL}),
}
TAKES_MANAGEMENT = frozenset({MeasureKind.DELEGATION_WITHDRAWN, MeasureKind.TAKEOVER})


@dataclass(frozen=True, slots=True)
class MeasureCase:
    """What the rule needs to judge one measure; `written` is the convention's answer, `touched` who loses something."""

    kind: MeasureKind
    reach: Reach
    failure: FailureState | None
    written: Decision
    established_by: UUID | None
    decider: UUID
    touched: int
    is_taken_over: bool
    step_up_at: datetime | None
    at: datetime


def decide_measure(case: MeasureCase) -> Decision:
    """Failure established, measure written, two hands, somebody touched, identity confirmed: in that order."""
    return first_refusal(
        (_established(case), case.written, _proportionate(case), _two_hands(case), _useful(case), _confirmed(case))
    )


def explained(cause: str) -> Decision:
    """A measure says why, in a few lines."""
    if 0 < len(cause.strip()) <= LONGEST_CAUSE:
        return ALLOWED
    return refuse(
        "cause_missing",
        f"Écrivez le motif de la mesure, en {LONGEST_CAUSE} caractères au plus.",
        clause=SUPERVISION_CLAUSE,
        fix="Le partenaire et les personnes touchées le liront.",
    )


def _established(case: MeasureCase) -> Decision:
    if case.failure is FailureState.ESTABLISHED:
        return ALLOWED
    return refuse(
        "no_established_failure",
        "Aucune mesure sans manquement établi.",
        clause=SUPERVISION_CLAUSE,
        fix="Notifiez le manquement, entendez le partenaire, puis établissez-le.",
    )


def _proportionate(case: MeasureCase) -> Decision:
    if case.reach in REACHES[case.kind]:
        return ALLOWED
    return refuse(
        "reach_unfit",
        f"« {KIND_LABELS[case.kind].capitalize()} » ne se limite pas à : {REACH_LABELS[case.reach]}.",
        clause=SUPERVISION_CLAUSE,
        fix="Choisissez une autre étendue.",
    )


def _two_hands(case: MeasureCase) -> Decision:
    if case.kind not in TAKES_MANAGEMENT or case.decider != case.established_by:
        return ALLOWED
    return refuse(
        "same_hand",
        "Qui a établi le manquement ne retire pas seul la gestion au partenaire.",
        clause=TWO_HANDS,
        fix="Demandez à un autre administrateur de la caisse de décider.",
    )


def _useful(case: MeasureCase) -> Decision:
    if case.kind is MeasureKind.TAKEOVER and case.is_taken_over:
        return refuse(
            "already_taken_over",
            "La caisse gère déjà les habilitations de ce partenaire.",
            clause=SUPERVISION_CLAUSE,
            fix="Rendez d'abord la gestion.",
        )
    if case.touched or case.kind is MeasureKind.TAKEOVER:
        return ALLOWED
    return refuse(
        "nothing_to_lose",
        "Cette mesure ne toucherait personne.",
        clause=SUPERVISION_CLAUSE,
        fix="Changez son étendue.",
    )


def _confirmed(case: MeasureCase) -> Decision:
    return confirmed_recently(case.step_up_at, case.at)


TITLE = "Une mesure prise par la caisse"
LABELS: dict[str, str] = {
    MeasureState.TAKEN: "en cours",
    MeasureState.ENDED: "levée",
    "end": "lever la mesure",
    "caisse_admin": "administrateur de la caisse",
}
LIFECYCLE: Workflow[MeasureState, None] = Workflow(
    Step("end", frozenset({MeasureState.TAKEN}), MeasureState.ENDED, frozenset({"caisse_admin"})),
    initial=MeasureState.TAKEN,
    labels=LABELS,
)
TAGS = {"end": "supervision:measure:ended"}
