"""An unclear point read by agreement: what may be chosen, who agrees, which terms it writes (DRT-04, FSV-13, URS-13).

Source: convention 2 (a contradiction is never resolved silently). A reading precises a delay, the fact that starts it
or the meaning chosen among those the text bears; anything else is an avenant. It applies from the instant at which it
is settled, never before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from socle.conventions.domain.convention import Term
from socle.conventions.domain.fields import Field, fields_of, read, write
from socle.conventions.domain.finding import Flaw, Severity
from socle.conventions.domain.grammar import SIMPLE
from socle.conventions.domain.kinds import KINDS, Gap, Interpretation, Termination
from socle.conventions.domain.open_points import OpenPoint
from socle.conventions.domain.types import Code, DelayText, TermId
from socle.conventions.domain.words import Start
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, refuse
from socle.kernel.workflow import Step, Workflow

HOUSE = Clause.house("DRT-04")
TITLE = "Une lecture proposée d'un point du texte"
FEWEST, LONGEST = 3, 2000
OWNER, AUTHOR, PARTY = "owner", "author", "party"
FATES = (
    ("ends_for_all", "la convention finit pour toutes les parties"),
    ("goes_on_between_others", "elle continue entre les autres parties"),
)


class ReadingState(StrEnum):
    """Where a proposed reading is."""

    PROPOSED = "proposed"
    SETTLED = "settled"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a party proposes to read at one point, and what it precises in another term."""

    point_key: str
    text: str
    chosen: str = ""
    target_key: str = ""
    fields: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class ReadingCase:
    """What the rules need: every party, those that agreed, who acts, and why a refusal."""

    parties: frozenset[UUID]
    agreed: frozenset[UUID]
    party_id: UUID
    reason: str = ""


def not_said(case: ReadingCase) -> Decision:
    """A party agrees once."""
    if case.party_id not in case.agreed:
        return ALLOWED
    return refuse(
        "reading_already_agreed",
        "Votre organisme a déjà donné son accord.",
        clause=HOUSE,
        fix="Il reste aux autres parties à se prononcer, puis à la caisse à consigner la lecture.",
    )


def with_reason(case: ReadingCase) -> Decision:
    """Who refuses says why: the others read it."""
    if len(case.reason.strip()) >= FEWEST:
        return ALLOWED
    return refuse(
        "reason_missing", "Dites pourquoi : les autres parties le liront.", clause=HOUSE, fix="Écrivez le motif."
    )


def everybody_agreed(case: ReadingCase) -> Decision:
    """A reading binds all the parties or none."""
    left = len(case.parties - case.agreed)
    if not left:
        return ALLOWED
    parties = f"{left} parties n'ont pas donné leur" if left > 1 else "une partie n'a pas donné son"
    return refuse(
        "reading_not_agreed", f"Il manque un accord : {parties} accord.", clause=HOUSE, fix="Attendez leur réponse."
    )


LABELS: dict[str, str] = {
    "agree": "donner son accord",
    "decline": "refuser",
    "withdraw": "retirer la proposition",
    "settle": "consigner la lecture convenue",
    ReadingState.PROPOSED: "proposée",
    ReadingState.SETTLED: "convenue",
    ReadingState.REFUSED: "refusée",
    ReadingState.WITHDRAWN: "retirée",
    OWNER: "caisse de la convention",
    AUTHOR: "partie qui propose",
    PARTY: "autre partie",
}
_OPEN = frozenset({ReadingState.PROPOSED})
LIFECYCLE: Workflow[ReadingState, ReadingCase] = Workflow(
    Step("agree", _OPEN, ReadingState.PROPOSED, frozenset({PARTY}), not_said),
    Step("decline", _OPEN, ReadingState.REFUSED, frozenset({PARTY}), with_reason),
    Step("withdraw", _OPEN, ReadingState.WITHDRAWN, frozenset({AUTHOR})),
    Step("settle", _OPEN, ReadingState.SETTLED, frozenset({OWNER}), everybody_agreed),
    initial=ReadingState.PROPOSED,
    labels=LABELS,
)
TAGS = {
    "agree": "convention:reading:agreed",
    "decline": "convention:reading:declined",
    "withdraw": "convention:reading:withdrawn",
    "settle": "convention:reading:settled",
}


def meanings(point: OpenPoint, terms: Iterable[Term]) -> tuple[tuple[str, str], ...]:
    """The meanings between which a computation waits for a choice, as (code, label); none for a point in words."""
    found = tuple(terms)
    endings = [term.body for term in found if isinstance(term.body, Termination) and term.clause == point.clause]
    asked = next((term.body for term in found if term.id == point.term_id), None)
    if isinstance(asked, Gap) and endings:
        return FATES
    if isinstance(asked, Interpretation):
        return ()
    return tuple((word.value, word.label) for body in endings for word in body.readings)


def targets(point: OpenPoint, terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms whose delay or start the reading may precise: the one it is about, else those of the same clause."""
    found = tuple(terms)
    about = {
        term.body.about for term in found if term.id == point.term_id and isinstance(term.body, Interpretation)
    } - {None}
    near = (term for term in found if (term.id in about if about else term.clause == point.clause))
    return tuple(term for term in near if term.id != point.term_id and precisable(term.kind))


def precisable(kind: str) -> tuple[Field, ...]:
    """The fields of a kind that a reading may precise: delays, and the fact that starts them."""
    starts = [word.value for word in Start]
    delay = SIMPLE[DelayText]
    return tuple(
        field
        for field in fields_of(KINDS[kind])
        if field.grammar is delay or field.grammar.schema.get("enum") == starts
    )


def settled_terms(
    proposal: Proposal, point: OpenPoint, terms: Iterable[Term], agreed_on: date
) -> tuple[tuple[Term, ...], tuple[Flaw, ...]]:
    """The terms that the agreed reading writes: the dated reading, and the term it precises; or what is wrong."""
    found = {term.id: term for term in terms}
    reading = _reading(proposal, point, found[point.term_id], agreed_on)
    if not proposal.target_key:
        return (reading,), ()
    target = found.get(proposal.target_key)
    if target is None:
        return (), (Flaw("target", "ce terme n’est pas en vigueur", "Choisissez-en un autre"),)
    body, flaws = read(type(target.body), write(target.body) | dict(proposal.fields or {}))
    wrong = tuple(flaw for flaw in flaws if flaw.severity is Severity.ERROR)
    wrong += tuple(flaw for flaw in (body.flaws() if body else ()) if flaw.severity is Severity.ERROR)
    if body is None or wrong:
        return (), wrong
    says = f"{target.says.rstrip('. ')} (lecture convenue le {agreed_on:%d/%m/%Y})."
    return (reading, replace(target, body=body, says=says)), ()


def _reading(proposal: Proposal, point: OpenPoint, term: Term, agreed_on: date) -> Term:
    chosen = Code(proposal.chosen) if proposal.chosen else None
    if isinstance(term.body, Interpretation):
        body = replace(term.body, reading=proposal.text, agreed_on=agreed_on, chosen=chosen or term.body.chosen)
        return replace(term, body=body, says=proposal.text)
    body = Interpretation(point.question, proposal.text, agreed_on, TermId(term.id), chosen)
    return Term(f"lecture-{term.id}"[:80], term.clause, proposal.text, term.position, body)


def well_proposed(proposal: Proposal, point: OpenPoint | None, meant: Iterable[str]) -> Decision:
    """A reading is about a point still open, in words, and chooses among the meanings that the text bears."""
    if point is None:
        return refuse(
            "point_settled",
            "Ce point n'est pas, ou n'est plus, à trancher.",
            clause=HOUSE,
            fix="Relisez le registre : une lecture a pu être convenue.",
        )
    if not FEWEST <= len(proposal.text.strip()) <= LONGEST:
        return refuse(
            "reading_blank",
            "La lecture proposée n'est pas écrite.",
            clause=point.clause,
            fix="Dites en une phrase comment les parties doivent lire ce point.",
        )
    codes = tuple(meant)
    if codes and proposal.chosen not in codes:
        return refuse(
            "meaning_missing",
            "Un calcul dépend de ce point : il faut choisir l'un des sens possibles.",
            clause=point.clause,
            fix="Choisissez un sens dans la liste.",
        )
    return ALLOWED
