"""The caisse asks why a right exists and how it is used; the partner answers, and answers again (MCP-25).

Source: contrat de service 2.2.1, convention 9.1. One adversarial round: the caisse may object to an answer, the partner
may answer the objection, and only then is the question left without justification. Silence never takes a right away: an
unanswered question is shown late, and opens the escalation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from socle.kernel.decision import ALLOWED, Decision, refuse
from socle.kernel.period import Period
from socle.kernel.workflow import Step, Workflow
from socle.supervision.domain.clocks import SUPERVISION_CLAUSE


class QuestionState(StrEnum):
    """Where a question stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    CONTESTED = "contested"
    REJOINED = "rejoined"
    ACCEPTED = "accepted"
    UNRESOLVED = "unresolved"
    CANCELLED = "cancelled"


AWAITS_PARTNER = frozenset({QuestionState.ASKED, QuestionState.CONTESTED})
AWAITS_CAISSE = frozenset({QuestionState.ANSWERED, QuestionState.REJOINED})
OPEN = AWAITS_PARTNER | AWAITS_CAISSE
PARTNER = frozenset({"principal", "suppleant", "delegate"})
SUPERVISOR = frozenset({"caisse_supervisor"})
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class QuestionCase:
    """What the rules need; `answering` says whether this person may answer for this right."""

    state: QuestionState
    due_at: datetime
    at: datetime
    text: str = ""
    answering: Decision = ALLOWED


@dataclass(frozen=True, slots=True)
class AskCase:
    """The right asked about: of one's own convention, its period when it ever began, and whether it is asked about."""

    is_known: bool
    period: Period | None
    text: str
    is_open: bool


def may_ask(case: AskCase, at: datetime) -> Decision:
    """A right in force or to come of one's own convention, with words, and no question open on it."""
    if not case.is_known:
        return _refuse("unknown_right", "Ce droit n'est pas ouvert par votre caisse.", "Choisissez-le dans la liste.")
    if case.period is None or (case.period.end is not None and case.period.end <= at):
        return _refuse("right_over", "Ce droit a pris fin : rien n'est plus à justifier.", "Lisez plutôt ses traces.")
    if not 0 < len(case.text.strip()) <= LONGEST:
        return _refuse("text_missing", "Écrivez la question.", "Par exemple : pourquoi ce droit existe-t-il ?")
    if case.is_open:
        return _refuse("already_asked", "Une question est déjà ouverte sur ce droit.", "Suivez celle qui est ouverte.")
    return ALLOWED


def _refuse(code: str, reason: str, fix: str) -> Decision:
    return refuse(code, reason, clause=SUPERVISION_CLAUSE, fix=fix)


def is_late(state: QuestionState, due_at: datetime, at: datetime) -> bool:
    """Late: the partner has to answer, and the delay is over."""
    return state in AWAITS_PARTNER and at >= due_at


def says_something(case: QuestionCase) -> Decision:
    """An empty statement answers nothing."""
    if 0 < len(case.text.strip()) <= LONGEST:
        return ALLOWED
    return refuse(
        "text_missing",
        f"Écrivez un texte de {LONGEST} caractères au plus.",
        clause=SUPERVISION_CLAUSE,
        fix="Dites pourquoi le droit existe, et à quoi il sert.",
    )


def may_answer(case: QuestionCase) -> Decision:
    """The partner's managers answer, a responsable inside what they manage; late answers are welcome."""
    return case.answering and says_something(case)


def heard_or_silent(case: QuestionCase) -> Decision:
    """A question is left without justification only once the partner was heard twice, or let the delay pass."""
    if case.state is QuestionState.REJOINED or is_late(case.state, case.due_at, case.at):
        return ALLOWED
    return refuse(
        "not_heard",
        "Le partenaire peut encore répondre : son délai n'est pas fini.",
        clause=SUPERVISION_CLAUSE,
        fix="Attendez sa réponse, ou la fin du délai.",
        until=case.due_at,
    )


TITLE = "Une question de la caisse sur un droit"
LABELS: dict[str, str] = {
    QuestionState.ASKED: "posée",
    QuestionState.ANSWERED: "répondue",
    QuestionState.CONTESTED: "contestée par la caisse",
    QuestionState.REJOINED: "répondue de nouveau",
    QuestionState.ACCEPTED: "justifiée",
    QuestionState.UNRESOLVED: "sans justification",
    QuestionState.CANCELLED: "annulée",
    "answer": "répondre",
    "contest": "contester la réponse",
    "rejoin": "répondre à la contestation",
    "accept": "accepter la réponse",
    "conclude": "constater l'absence de justification",
    "cancel": "annuler la question",
    "principal": "administrateur principal",
    "suppleant": "administrateur suppléant",
    "delegate": "responsable d'habilitation",
    "caisse_supervisor": "superviseur de la caisse",
}
LIFECYCLE: Workflow[QuestionState, QuestionCase] = Workflow(
    Step("answer", frozenset({QuestionState.ASKED}), QuestionState.ANSWERED, PARTNER, may_answer),
    Step("contest", frozenset({QuestionState.ANSWERED}), QuestionState.CONTESTED, SUPERVISOR, says_something),
    Step("rejoin", frozenset({QuestionState.CONTESTED}), QuestionState.REJOINED, PARTNER, may_answer),
    Step("accept", AWAITS_CAISSE, QuestionState.ACCEPTED, SUPERVISOR),
    Step(
        "conclude",
        AWAITS_PARTNER | {QuestionState.REJOINED},
        QuestionState.UNRESOLVED,
        SUPERVISOR,
        heard_or_silent,
    ),
    Step("cancel", frozenset({QuestionState.ASKED}), QuestionState.CANCELLED, SUPERVISOR),
    initial=QuestionState.ASKED,
    labels=LABELS,
)
TAGS = {
    "answer": "supervision:question:answered",
    "contest": "supervision:question:contested",
    "rejoin": "supervision:question:rejoined",
    "accept": "supervision:question:accepted",
    "conclude": "supervision:question:concluded",
    "cancel": "supervision:question:cancelled",
}
