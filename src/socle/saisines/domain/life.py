"""The life of a saisine, from its receipt to its closing: who may do what, and when (DRT-04, MCP-40, URS-07).

States follow the public tool of blocked cases (facts of the field, 7.5): received, in progress, papers awaited,
answered, closed. An answer « in progress » does not stop the clock: only an answer to the matter does, or the body
that is not competent saying so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from socle.conventions.domain.types import Word
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, refuse
from socle.kernel.workflow import Step, Workflow

TITLE = "Une saisine"
HOUSE = Clause.house("DRT-04")
LONGEST = 8000
HOLDER, ASKER = "holder", "asker"


class CaseState(StrEnum):
    """Where a saisine stands."""

    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    AWAITING = "awaiting"
    ANSWERED = "answered"
    CLOSED = "closed"


class AnswerKind(Word):
    """What an answer says of the case."""

    IN_PROGRESS = "in_progress", "en cours de traitement"
    NEED_PAPERS = "need_papers", "il manque des pièces"
    DONE = "done", "traitée"
    WRONG_BODY = "wrong_body", "l’organisme n’est pas compétent"


class Outcome(Word):
    """How a saisine ended."""

    SOLVED = "solved", "réglée"
    NOT_SOLVED = "not_solved", "sans suite"
    WRONG_BODY = "wrong_body", "autre organisme compétent"
    WITHDRAWN = "withdrawn", "retirée"


OPEN = frozenset({CaseState.RECEIVED, CaseState.IN_PROGRESS, CaseState.AWAITING})
RUNNING = frozenset({CaseState.RECEIVED, CaseState.IN_PROGRESS})
STEP_OF = {
    AnswerKind.IN_PROGRESS: "progress",
    AnswerKind.NEED_PAPERS: "need_papers",
    AnswerKind.DONE: "answer",
    AnswerKind.WRONG_BODY: "decline",
}


@dataclass(frozen=True, slots=True)
class LifeCase:
    """What the table needs: the words that go with the step."""

    text: str = ""


def with_words(case: LifeCase) -> Decision:
    """Nothing is answered, asked or taken up again without a word."""
    if 0 < len(case.text.strip()) <= LONGEST:
        return ALLOWED
    return refuse(
        "text_missing",
        f"Écrivez un message de {LONGEST} caractères au plus.",
        clause=HOUSE,
        fix="Dites ce qui est répondu, ou ce qui manque.",
    )


LABELS: dict[str, str] = {
    CaseState.RECEIVED: "reçue",
    CaseState.IN_PROGRESS: "en cours",
    CaseState.AWAITING: "pièces attendues",
    CaseState.ANSWERED: "répondue",
    CaseState.CLOSED: "close",
    "take": "prendre en charge",
    "progress": "répondre : en cours de traitement",
    "need_papers": "demander des pièces",
    "papers": "apporter les pièces",
    "answer": "répondre",
    "decline": "dire qu'un autre organisme est compétent",
    "message": "écrire",
    "transfer": "confier à quelqu'un",
    "forward": "mener à une autre voie",
    "escalate": "porter plus haut",
    "reopen": "reprendre",
    "withdraw": "retirer",
    "close": "clore",
    HOLDER: "qui répond",
    ASKER: "qui a saisi",
}
_H, _A = frozenset({HOLDER}), frozenset({ASKER})
LIFECYCLE: Workflow[CaseState, LifeCase] = Workflow(
    Step("take", frozenset({CaseState.RECEIVED}), CaseState.IN_PROGRESS, _H),
    Step("progress", RUNNING, CaseState.IN_PROGRESS, _H, with_words),
    Step("need_papers", RUNNING, CaseState.AWAITING, _H, with_words),
    Step("papers", frozenset({CaseState.AWAITING}), CaseState.IN_PROGRESS, _A | _H, with_words),
    Step("answer", OPEN, CaseState.ANSWERED, _H, with_words),
    Step("decline", OPEN, CaseState.ANSWERED, _H, with_words),
    Step("reopen", frozenset({CaseState.ANSWERED}), CaseState.IN_PROGRESS, _A, with_words),
    Step("withdraw", OPEN, CaseState.CLOSED, _A),
    Step("close", frozenset({CaseState.ANSWERED}), CaseState.CLOSED, _A | _H),
    initial=CaseState.RECEIVED,
    labels=LABELS,
)
TAGS = {
    "take": "saisine:case:taken",
    "progress": "saisine:case:answered",
    "need_papers": "saisine:case:papers_asked",
    "papers": "saisine:case:papers_given",
    "answer": "saisine:case:answered",
    "decline": "saisine:case:declined",
    "reopen": "saisine:case:reopened",
    "withdraw": "saisine:case:withdrawn",
    "close": "saisine:case:closed",
}


def may_move(state: CaseState, what: str, holds: Decision) -> Decision:
    """Handing on, forwarding and escalating keep the state: only an open case moves."""
    if not holds:
        return holds
    if state in OPEN:
        return ALLOWED
    return refuse(
        "case_answered",
        f"« {LABELS[what]} » n'est plus possible : la saisine est {LABELS[state]}.",
        clause=HOUSE,
        fix="Reprenez-la d'abord, ou ouvrez-en une autre.",
    )
