"""Who judges which line, and what each verdict needs (MCP-20, MCP-22, MCP-26; ambition 8).

Nobody judges their own right, a peer's nor a superior's: those of the principal and of the suppléant go to the caisse.
A verdict may be undone until the review is closed: it changes no right before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, first_refusal, refuse

REVIEW_CLAUSE = Clause("contrat de service", "2.2.2")
DOUBT_RULE = Clause.house("MCP-26")
LONGEST_REASON = 300


class Verdict(StrEnum):
    """What is decided of a right; an empty text is « not yet »."""

    KEEP = "keep"
    REDUCE = "reduce"
    REMOVE = "remove"
    DOUBTFUL = "doubtful"


VERDICTS = {
    Verdict.KEEP: "gardé",
    Verdict.REDUCE: "réduit",
    Verdict.REMOVE: "retiré",
    Verdict.DOUBTFUL: "sans avis",
}


class ReviewCode(StrEnum):
    """Why a step of a review is refused; traced."""

    CLOSED = "review_closed"
    OPEN = "review_already_open"
    NO_TERM = "review_without_term"
    EMPTY = "review_without_right"
    FOR_CAISSE = "review_for_caisse"
    UNKNOWN_VERDICT = "review_unknown_verdict"
    REASON = "review_reason_missing"
    REDUCTION = "review_reduction_missing"
    NOT_NARROWER = "review_not_narrower"
    END_PAST = "review_end_past"
    UNFINISHED = "review_unfinished"
    NOTHING_TO_UNDO = "review_nothing_to_undo"
    NOT_ASKED = "review_not_asked"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the reviewer answers for one line."""

    verdict: str
    reason: str = ""
    ends_on: date | None = None
    profile: str = ""


@dataclass(frozen=True, slots=True)
class JudgingCase:
    """One line as the rule sees it; `managing` is the rule of delegation on its holder, judged now."""

    is_open: bool
    is_for_caisse: bool
    is_risky: bool
    managing: Decision
    today: date
    valid_to: datetime | None = None
    narrower: frozenset[str] = frozenset()


def decide_judgement(case: JudgingCase, wanted: Judgement) -> Decision:
    """Whether this verdict may be written."""
    return first_refusal((_open(case), _reach(case), _known(wanted), _needs(case, wanted)))


def _open(case: JudgingCase) -> Decision:
    if case.is_open:
        return ALLOWED
    return refuse(
        ReviewCode.CLOSED,
        "Cette revue est close et certifiée : ses réponses ne changent plus.",
        clause=REVIEW_CLAUSE,
        fix="Un droit se change toujours par sa fiche ; la revue suivante le jugera de nouveau.",
    )


def _reach(case: JudgingCase) -> Decision:
    if not case.is_for_caisse:
        return case.managing
    return refuse(
        ReviewCode.FOR_CAISSE,
        "La caisse juge seule les droits de l'administrateur principal et du suppléant.",
        clause=REVIEW_CLAUSE,
        fix="Rien à faire : cette ligne part à la caisse avec le certificat.",
    )


def _known(wanted: Judgement) -> Decision:
    if wanted.verdict in set(Verdict):
        return ALLOWED
    return refuse(
        ReviewCode.UNKNOWN_VERDICT,
        "Cette réponse n'existe pas.",
        clause=REVIEW_CLAUSE,
        fix="Répondez : garder, réduire, retirer, ou ne sait pas.",
    )


def _needs(case: JudgingCase, wanted: Judgement) -> Decision:
    if wanted.verdict == Verdict.KEEP and case.is_risky and not wanted.reason:
        return refuse(
            ReviewCode.REASON,
            "Dites en quelques mots pourquoi ce droit reste utile : plusieurs signes invitent à le retirer.",
            clause=DOUBT_RULE,
            fix="Écrivez la raison, puis gardez ; ou retirez, réduisez, ou dites que vous ne savez pas.",
        )
    if wanted.verdict == Verdict.REDUCE:
        return _reduction(case, wanted)
    return ALLOWED


def _reduction(case: JudgingCase, wanted: Judgement) -> Decision:
    if wanted.ends_on is None and not wanted.profile:
        return refuse(
            ReviewCode.REDUCTION,
            "Dites ce qui est réduit : une date de fin, un profil plus étroit, ou les deux.",
            clause=REVIEW_CLAUSE,
            fix="Choisissez une date de fin ou un profil.",
        )
    if wanted.profile and wanted.profile not in case.narrower:
        return refuse(
            ReviewCode.NOT_NARROWER,
            f"Le profil {wanted.profile} n'est pas plus étroit que le profil actuel de ce service.",
            clause=Clause("contrat de service", "2.2.1"),
            fix="Choisissez l'un des profils proposés, ou une date de fin.",
        )
    too_late = wanted.ends_on and case.valid_to and wanted.ends_on >= case.valid_to.date()
    if wanted.ends_on and (wanted.ends_on < case.today or too_late):
        return refuse(
            ReviewCode.END_PAST,
            "La date de fin doit venir après aujourd'hui et avant la fin actuelle du droit.",
            clause=REVIEW_CLAUSE,
            fix="Choisissez une autre date, ou retirez le droit.",
        )
    return ALLOWED


@dataclass(frozen=True, slots=True)
class Breadth:
    """How wide a profile is: the conditions it sets, the acts and purposes it allows."""

    code: str
    predicates: frozenset[str]
    acts: frozenset[str]
    purposes: frozenset[str]


def is_narrower(one: Breadth, than: Breadth) -> bool:
    """A profile that sets every condition of the other and allows nothing more, with at least one difference.

    >>> wide = Breadth("T2", frozenset(), frozenset(), frozenset({"a", "b"}))
    >>> is_narrower(Breadth("T3", frozenset(), frozenset(), frozenset({"a"})), wide), is_narrower(wide, wide)
    (True, False)
    """
    is_within = one.predicates >= than.predicates and one.acts <= than.acts and one.purposes <= than.purposes
    return is_within and (one.predicates, one.acts, one.purposes) != (than.predicates, than.acts, than.purposes)


def is_wide(one: Breadth, service: Mapping[str, Breadth]) -> bool:
    """A profile without condition where another profile of the service has one."""
    return not one.predicates and any(other.predicates for other in service.values())


def may_close(left: int) -> Decision:
    """A review is closed once every line has an answer; « je ne sais pas » is one, and goes to the caisse."""
    if not left:
        return ALLOWED
    plural = "s" if left > 1 else ""
    return refuse(
        ReviewCode.UNFINISHED,
        f"Il reste {left} ligne{plural} sans réponse.",
        clause=REVIEW_CLAUSE,
        fix="Répondez à chacune ; « je ne sais pas » est une réponse.",
    )
