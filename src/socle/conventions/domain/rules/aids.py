"""Events, offers, aids, mandates: what a text gives to whom (URS-02 to URS-07; convention, 2 to 4, annexes 1 and 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from socle.conventions.domain.kinds.aid import Aid
from socle.conventions.domain.kinds.claim_circuit import ClaimCircuit
from socle.conventions.domain.kinds.criterion import Check, Criterion
from socle.conventions.domain.kinds.examination import Examination
from socle.conventions.domain.kinds.local_event import LocalEvent, Response
from socle.conventions.domain.kinds.mandate import Answered, Mandate
from socle.conventions.domain.kinds.offer import Audience, Offer
from socle.conventions.domain.life import after
from socle.conventions.domain.reading import AnyTerm, Written, of_kind
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Delay
from socle.kernel.decision import Decision, allow, refuse


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion of an aid: met, failed, or not known yet; with its question and its clause."""

    test: Check
    question: str
    met: bool | None
    clause: Clause


@dataclass(frozen=True, slots=True)
class Answer:
    """Who gets the answer to a question on somebody's account, and what was missing."""

    to: Answered
    missing: tuple[str, ...]
    partner_told: bool
    clause: Clause


def offers_for(terms: Iterable[AnyTerm], audience: Audience, *, as_partner: bool) -> tuple[Written[Offer], ...]:
    """The offers for a public; a partner sees only those marked published."""
    found = (term for term in of_kind(terms, Offer) if audience in term.body.audiences)
    return tuple(term for term in found if term.body.published or not as_partner)


def response_to(terms: Iterable[AnyTerm], event: str) -> tuple[Response, ...]:
    """What the report of an event opens."""
    term = next((term for term in of_kind(terms, LocalEvent) if term.body.code == event), None)
    return term.body.opens if term else ()


def aids_for(terms: Iterable[AnyTerm], event: str) -> tuple[Written[Aid], ...]:
    """The aids that an event opens, when its response includes aids."""
    terms = tuple(terms)
    if Response.AIDS not in response_to(terms, event):
        return ()
    return tuple(term for term in of_kind(terms, Aid) if event in term.body.events)


def eligibility(
    terms: Iterable[AnyTerm], aid: str, answers: Mapping[Check, bool | date], today: date
) -> tuple[Judged, ...]:
    """Every criterion of an aid, each with what its answer gives; an affiliation is answered by its first day."""
    wanted = (term for term in of_kind(terms, Criterion) if not term.body.aids or aid in term.body.aids)
    return tuple(
        Judged(term.body.test, term.body.question, _met(term.body, answers.get(term.body.test), today), term.clause)
        for term in wanted
    )


def _met(criterion: Criterion, answer: bool | date | None, today: date) -> bool | None:
    if isinstance(answer, date):
        return criterion.longer_than is None or after(answer, Delay.parse(criterion.longer_than)) < today
    return answer


def eligibility_decision(
    terms: Iterable[AnyTerm], aid: str, answers: Mapping[Check, bool | date], today: date
) -> Decision:
    """All criteria together: the first that fails is named, then the first that nobody answered."""
    judged = eligibility(terms, aid, answers, today)
    failed = next((item for item in judged if item.met is False), None)
    if failed:
        reason = f"Critère non rempli : {failed.test.label}."
        return refuse("criterion_failed", reason, clause=failed.clause, fix="Le critère vient du texte.")
    unknown = next((item for item in judged if item.met is None), None)
    if unknown:
        return refuse("criterion_unknown", unknown.question, clause=unknown.clause, fix="Répondez à cette question.")
    return allow(judged[0].clause if judged else None)


def deciding_committee(terms: Iterable[AnyTerm], of: str) -> str | None:
    """The committee that decides a claim."""
    term = next((term for term in of_kind(terms, ClaimCircuit) if term.body.of == of), None)
    return term.body.committee if term else None


def hidden_from(terms: Iterable[AnyTerm], committee: str) -> tuple[str, ...]:
    """What a committee never reads of a file."""
    term = next((term for term in of_kind(terms, Examination) if term.body.committee == committee), None)
    return term.body.hides if term else ()


def answer_to(terms: Iterable[AnyTerm], of: str, given: Iterable[str]) -> Answer | None:
    """Without every paper of the mandate the answer goes to the person, and the partner is told so."""
    term = next((term for term in of_kind(terms, Mandate) if term.body.of == of), None)
    if term is None:
        return None
    missing = tuple(paper for paper in term.body.papers if paper not in set(given))
    to = term.body.otherwise if missing else Answered.PARTNER
    return Answer(to, missing, bool(missing) and term.body.partner_told, term.clause)
