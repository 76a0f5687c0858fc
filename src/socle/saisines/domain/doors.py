"""The doors of a convention: what may be brought to whom, by whom, with what, and within which delay.

Sources: accès aux droits 2.2 (routes, DRT-03, DRT-04); convention with the Urssaf, 3 and 4 (questions, URS-07);
contrat de service 3 (desks, MCP-40, MCP-41); convention 9.2 and 5.2 (incidents, MCP-33, DRT-08). Nothing is configured
twice: a door is a term, its people and its delay are the other terms that speak of the same thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from socle.conventions.domain.body import Body
from socle.conventions.domain.kinds import Channel, Escalation, IncidentNotice
from socle.conventions.domain.kinds import Deadline as DelayTerm
from socle.conventions.domain.kinds.mandate import Mandate
from socle.conventions.domain.kinds.route import Route
from socle.conventions.domain.occurrences import Signatory, parties_of
from socle.conventions.domain.reading import AnyTerm, Written, of_kind
from socle.conventions.domain.rules.support import desk_hours
from socle.conventions.domain.types import Word
from socle.conventions.domain.vocabulary import word
from socle.conventions.domain.words import Role, Side
from socle.kernel.clause import Clause
from socle.kernel.deadlines import OpeningHours
from socle.kernel.french import headline

HOUSE_DELAY = "10 jours ouvrés"
HOUSE_CLAUSE = Clause.house("URS-07")
OTHER = "other"
_SUBJECTS = {OTHER: "autre sujet", "career": "carrière", "survivor_pension": "pension de réversion"}
PERSON = "person"


class CaseKind(Word):
    """What somebody brings to a door."""

    REFERRAL = "referral", "cas urgent ou complexe"
    QUESTION = "question", "question"
    TICKET = "ticket", "demande au guichet"
    INCIDENT = "incident", "incident"


@dataclass(frozen=True, slots=True)
class Promise:
    """How long the answer may take, and where it is written; None: at once, without a date."""

    within: str | None
    clause: Clause
    interpreted: bool = False


@dataclass(frozen=True, slots=True)
class Door:
    """One way in: `asks` are the bodies that may use it, `held_by` the one that answers."""

    convention_id: UUID
    term_id: str
    kind: CaseKind
    of: str
    name: str
    route: str
    asks: frozenset[UUID]
    held_by: UUID
    clause: Clause
    promise: Promise
    subjects: tuple[str, ...] = ()
    callers: frozenset[Role] = frozenset()
    required: tuple[str, ...] = ("subject", "text")
    hours: OpeningHours | None = None
    mandate: Written[Mandate] | None = None
    urgent_only: bool = False

    @property
    def id(self) -> str:
        """How the API names it: the convention, the term, who holds it."""
        return f"{self.convention_id}.{self.term_id}.{self.held_by}"

    @property
    def takes_others(self) -> bool:
        return not self.subjects

    @property
    def takes_persons(self) -> bool:
        """Whether what comes through it is about somebody in particular."""
        return self.kind is CaseKind.REFERRAL or PERSON in self.subjects


Reader = Callable[[UUID, "Sequence[Signatory]", "tuple[AnyTerm, ...]", AnyTerm], "Iterator[Door]"]


def doors(convention_id: UUID, parties: Sequence[Signatory], terms: Iterable[AnyTerm]) -> tuple[Door, ...]:
    """Every door of the terms in force, in the order of the text."""
    found = tuple(terms)
    return tuple(
        door
        for term in found
        if (read := _READERS.get(type(term.body)))
        for door in read(convention_id, parties, found, term)
    )


def door_for(subject: str, wanted: Door, known: Iterable[Door]) -> Door:
    """Where a subject is answered: the door that names it, else the one that takes all the others.

    Whoever knocked at the wrong one is led to the right one of the same convention (code des relations entre le public
    et l'administration, L114-2).
    """
    alike = [one for one in known if one.of == wanted.of and one.kind is wanted.kind and wanted.asks & one.asks]
    named = next((one for one in alike if subject in one.subjects), None)
    if named is not None:
        return named
    return wanted if wanted.takes_others else next((one for one in alike if one.takes_others), wanted)


def subject_label(subject: str) -> str:
    """A subject in French: those of the law and of everyday cases, which no text names, then those of the texts."""
    return headline(_SUBJECTS.get(subject) or word(subject))


def _routes(
    convention_id: UUID, parties: Sequence[Signatory], terms: tuple[AnyTerm, ...], term: AnyTerm
) -> Iterator[Door]:
    body = term.body
    assert isinstance(body, Route)
    kind = _OF_ROUTE.get(body.of)
    if kind is None:
        return
    is_about_a_person = PERSON in body.subjects
    mandate = next((one for one in of_kind(terms, Mandate) if is_about_a_person), None)
    for holder in parties_of(body.held_by, parties):
        yield Door(
            convention_id,
            term.id,
            kind,
            body.of,
            body.name,
            body.code,
            _others(body.callers, parties, holder),
            holder.party_id,
            term.clause,
            _answer_within(f"{body.of}_answer", terms, holder),
            subjects=tuple(body.subjects),
            required=("subject", "text", "person") if is_about_a_person else ("subject", "text"),
            mandate=mandate,
            urgent_only=body.urgent,
        )


def _desks(
    convention_id: UUID, parties: Sequence[Signatory], terms: tuple[AnyTerm, ...], term: AnyTerm
) -> Iterator[Door]:
    body = term.body
    assert isinstance(body, Channel)
    callers = {holder.party_id for holder in parties if holder.role == Side.PARTNER}
    for holder in parties_of(body.held_by, parties):
        yield Door(
            convention_id,
            term.id,
            CaseKind.TICKET,
            "ticket",
            body.name,
            f"level_{body.level}",
            frozenset(callers),
            holder.party_id,
            term.clause,
            _escalated_after(terms, holder),
            callers=frozenset(body.callers),
            required=tuple(body.items) or ("description",),
            hours=desk_hours(terms, body.name),
        )


def _incidents(
    convention_id: UUID, parties: Sequence[Signatory], terms: tuple[AnyTerm, ...], term: AnyTerm
) -> Iterator[Door]:
    del terms
    body = term.body
    assert isinstance(body, IncidentNotice)
    for holder in parties_of(body.to, parties):
        asks = _others(body.by, parties, holder)
        if asks:
            yield Door(
                convention_id,
                term.id,
                CaseKind.INCIDENT,
                body.of,
                headline(word(body.of)),
                body.of,
                asks,
                holder.party_id,
                term.clause,
                Promise(body.within, term.clause, body.is_interpreted),
                subjects=(body.of,),
                required=("text",),
            )


def _others(bearer: str, parties: Sequence[Signatory], holder: Signatory) -> frozenset[UUID]:
    return frozenset(party.party_id for party in parties_of(bearer, parties)) - {holder.party_id}


def _answer_within(of: str, terms: tuple[AnyTerm, ...], holder: Signatory) -> Promise:
    for term in of_kind(terms, DelayTerm):
        if term.body.of == of and term.body.owner in {holder.role, Side.ALL}:
            return Promise(term.body.within, term.clause, term.body.is_interpreted)
    return Promise(HOUSE_DELAY, HOUSE_CLAUSE)


def _escalated_after(terms: tuple[AnyTerm, ...], holder: Signatory) -> Promise:
    for term in of_kind(terms, Escalation):
        if term.body.awaits in {holder.role, Side.ALL}:
            return Promise(term.body.after, term.clause)
    return Promise(HOUSE_DELAY, HOUSE_CLAUSE)


_OF_ROUTE: Mapping[str, CaseKind] = MappingProxyType({"referral": CaseKind.REFERRAL, "question": CaseKind.QUESTION})
_READERS: Mapping[type[Body], Reader] = MappingProxyType({Route: _routes, Channel: _desks, IncidentNotice: _incidents})
