"""The life of a termination: announced, running to its effect, mended, withdrawn; over at the instant of effect.

Source: convention, 17.2 (MCP-04) and 11.4 (DRT-13). Nothing runs at that instant: the state « ended » is read, by the
clock of the base, from the effect that the evidence gave (reliability.md §4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, refuse
from socle.kernel.workflow import Step, Workflow

HOUSE = Clause.house("MCP-04")


class TerminationState(StrEnum):
    """Where a termination stands; `ended` is never stored."""

    ANNOUNCED = "announced"
    RUNNING = "running"
    MENDED = "mended"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class TerminationCase:
    """What the rules need: whether the actor's body announced it, until when mending stops it, the reason given."""

    is_author: bool
    at: datetime
    mend_until: datetime | None = None
    may_be_mended: bool = False
    has_effect: bool = True
    is_agreement: bool = False
    has_agreed: bool = False
    reason: str = ""


def current(state: str, applies_at: datetime | None, at: datetime) -> TerminationState:
    """The state as it is read at an instant."""
    stored = TerminationState(state)
    if stored is TerminationState.RUNNING and applies_at is not None and applies_at <= at:
        return TerminationState.ENDED
    return stored


def by_its_author(case: TerminationCase) -> Decision:
    """Who announced the end takes it back, with a reason."""
    if not case.is_author:
        return refuse(
            "not_the_author",
            "Seule la partie qui a annoncé la fin peut y renoncer.",
            clause=HOUSE,
            fix="Demandez-lui de le faire, ou convenez d’une autre date.",
        )
    return _said(case)


def not_yet(case: TerminationCase) -> Decision:
    """An end by agreement takes the word of every party, each once."""
    if not case.is_agreement:
        return refuse("not_an_agreement", "Cette fin n’attend l’accord de personne.", clause=HOUSE, fix="Rien à faire.")
    if case.has_agreed:
        return refuse("already_agreed", "Votre organisme a déjà donné son accord.", clause=HOUSE, fix="Rien à faire.")
    return ALLOWED


def in_time(case: TerminationCase) -> Decision:
    """The party that complained says that the failure is mended, within the cure period."""
    if not case.may_be_mended:
        return refuse(
            "nothing_to_mend",
            "Cette fin ne dépend d’aucun manquement : il n’y a rien à réparer.",
            clause=HOUSE,
            fix="La partie qui l’a annoncée peut y renoncer.",
        )
    if not case.is_author:
        return refuse(
            "not_the_author",
            "La partie qui a mis en demeure constate la réparation.",
            clause=HOUSE,
            fix="Envoyez-lui la preuve de la réparation avant la fin du délai.",
        )
    if case.mend_until is not None and case.at >= case.mend_until:
        return refuse(
            "mended_too_late",
            "Le délai de réparation est passé.",
            clause=HOUSE,
            fix="Les parties peuvent signer une nouvelle convention.",
        )
    return _said(case)


def evidenced(case: TerminationCase) -> Decision:
    """The effect is known once the letters prove the date that the clause counts from."""
    if case.has_effect:
        return ALLOWED
    return refuse(
        "no_effect_yet",
        "Les preuves ne donnent pas encore la date de fin.",
        clause=HOUSE,
        fix="Enregistrez les dates des lettres.",
    )


def _said(case: TerminationCase) -> Decision:
    if case.reason.strip():
        return ALLOWED
    return refuse("reason_missing", "Dites pourquoi.", clause=HOUSE, fix="Une phrase suffit : elle reste au journal.")


TITLE = "La fin d’une convention avant son terme"
LABELS: dict[str, str] = {
    TerminationState.ANNOUNCED: "annoncée",
    TerminationState.RUNNING: "court jusqu’à sa date",
    TerminationState.MENDED: "arrêtée : manquement réparé",
    TerminationState.WITHDRAWN: "arrêtée : renoncement",
    TerminationState.ENDED: "a pris effet",
    "date": "dater, preuves à l’appui",
    "agree": "donner son accord",
    "mend": "constater la réparation",
    "withdraw": "renoncer à la fin",
    "principal": "administrateur principal",
    "suppleant": "administrateur suppléant",
    "caisse_admin": "administrateur de la caisse",
}
ENDERS = frozenset({"principal", "suppleant", "caisse_admin"})
LIVE = frozenset({TerminationState.ANNOUNCED, TerminationState.RUNNING})
LIFECYCLE: Workflow[TerminationState, TerminationCase] = Workflow(
    Step("date", LIVE, TerminationState.RUNNING, ENDERS, evidenced),
    Step("agree", frozenset({TerminationState.ANNOUNCED}), TerminationState.ANNOUNCED, ENDERS, not_yet),
    Step("mend", LIVE, TerminationState.MENDED, ENDERS, in_time),
    Step("withdraw", LIVE, TerminationState.WITHDRAWN, ENDERS, by_its_author),
    initial=TerminationState.ANNOUNCED,
    labels=LABELS,
)
TAGS = {
    "date": "convention:ending:dated",
    "agree": "convention:ending:agreed",
    "mend": "convention:ending:mended",
    "withdraw": "convention:ending:withdrawn",
}
