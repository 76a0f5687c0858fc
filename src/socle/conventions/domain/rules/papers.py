"""Papers that must be whole: forms, requests, proofs, notices of providers (MCP-09, 12, 27, 34, 40, 53)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from socle.conventions.domain.kinds import (
    Channel,
    DataCopy,
    Deliverable,
    FormSheet,
    Information,
    ProviderNotice,
    Training,
)
from socle.conventions.domain.kinds.claim_circuit import ClaimCircuit
from socle.conventions.domain.kinds.commitment import Commitment
from socle.conventions.domain.kinds.form import Signer
from socle.conventions.domain.kinds.local_event import LocalEvent
from socle.conventions.domain.kinds.record import Record
from socle.conventions.domain.kinds.training_programme import TrainingProgramme
from socle.conventions.domain.kinds.yearly_letter import YearlyLetter
from socle.conventions.domain.reading import AnyTerm, first, of_kind
from socle.conventions.domain.rules.due import Due, due
from socle.conventions.domain.vocabulary import words
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import Decision, allow, refuse


def missing_items(terms: Iterable[AnyTerm], paper: str, given: Iterable[str]) -> Decision:
    """A paper is accepted whole. `paper`: provider_notice, information, training, data_copy, a form, a desk."""
    wanted, clause = next(_wanted(tuple(terms), paper), ((), None))
    left = [item for item in wanted if item not in set(given)]
    if not left:
        return allow(clause)
    reason = f"Il manque {len(left)} mention(s) : {words(left)}."
    return refuse("items_missing", reason, clause=clause, fix="Complétez ces mentions, puis envoyez de nouveau.")


def _wanted(terms: Iterable[AnyTerm], paper: str) -> Iterator[tuple[tuple[str, ...], Clause]]:
    for term in terms:
        body = term.body
        if isinstance(body, FormSheet) and body.of == paper:
            yield body.items, term.clause
        if isinstance(body, Channel) and body.name == paper:
            yield body.items, term.clause
        if isinstance(body, ProviderNotice) and paper == body.kind:
            yield body.items, term.clause
        if isinstance(body, (Information, Training)) and paper == body.kind:
            yield body.proof, term.clause
        if isinstance(body, DataCopy) and paper in {body.kind, term.id}:
            yield body.listed_with, term.clause
    yield from _wanted_of_records(terms, paper)


def _wanted_of_records(terms: Iterable[AnyTerm], paper: str) -> Iterator[tuple[tuple[str, ...], Clause]]:
    for term in terms:
        body = term.body
        if isinstance(body, Commitment) and paper == term.id:
            yield body.proof, term.clause
        if isinstance(body, (Record, ClaimCircuit)) and paper == body.of:
            yield body.items, term.clause
        if isinstance(body, LocalEvent) and paper == body.code:
            yield body.items, term.clause
        if isinstance(body, (TrainingProgramme, YearlyLetter)) and paper == body.code:
            yield body.records if isinstance(body, TrainingProgramme) else body.contents, term.clause


def record_decision(terms: Iterable[AnyTerm], of: str, given: Iterable[str]) -> Decision:
    """A record carries every mention, and none of the data that the text keeps out (FSV-11: no identity)."""
    terms, written = tuple(terms), frozenset(given)
    term = next((term for term in of_kind(terms, Record) if term.body.of == of), None)
    kept_out = [item for item in term.body.excludes if item in written] if term else []
    if term and kept_out:
        reason = f"Cette fiche ne porte jamais : {words(kept_out)}."
        return refuse("data_kept_out", reason, clause=term.clause, fix="Retirez ces données.")
    return missing_items(terms, of, written)


def seat_decision(terms: Iterable[AnyTerm], code: str, enrolled: int) -> Decision:
    """A session takes people up to its capacity; the next ones wait (DRT-01)."""
    term = next((term for term in of_kind(terms, TrainingProgramme) if term.body.code == code), None)
    if term is None or term.body.capacity is None or enrolled < term.body.capacity:
        return allow(term.clause if term else None)
    reason = f"La session est complète : {term.body.capacity} places."
    return refuse("session_full", reason, clause=term.clause, fix="La personne attend une place ou une autre session.")


def signature_decision(terms: Iterable[AnyTerm], form: str, signers: frozenset[Signer]) -> Decision:
    """A form is signed by everyone the text names."""
    term = next((term for term in of_kind(terms, FormSheet) if term.body.of == form), None)
    left = [signer for signer in (term.body.signed_by if term else ()) if signer not in signers]
    if term is None or not left:
        return allow(term.clause if term else None)
    reason = f"Il manque la signature : {', '.join(signer.label for signer in left)}."
    return refuse("signature_missing", reason, clause=term.clause, fix="Faites signer le formulaire, puis envoyez-le.")


def provider_starts_on(terms: Iterable[AnyTerm], received_on: date, calendar: Calendar) -> Due | None:
    """The end of the notice before which no provider acts."""
    term = first(terms, ProviderNotice)
    if term is None:
        return None
    return due("provider_notice", received_on, term.body.notice, calendar, term.clause, roll=False)


def provider_duties(terms: Iterable[AnyTerm]) -> tuple[str, ...]:
    """What a provider must have signed up to."""
    term = first(terms, ProviderNotice)
    return term.body.duties if term else ()


def resend_decision(terms: Iterable[AnyTerm], document: str, *, changed: bool, certified: bool) -> Decision:
    """A deliverable that changed is sent again, certified and signed when the text asks."""
    term = next((term for term in of_kind(terms, Deliverable) if term.body.document == document), None)
    if term is None:
        return allow()
    if changed and term.body.on_change:
        reason = f"« {term.body.name} » a changé et n’a pas été renvoyée."
        return refuse("resend_owed", reason, clause=term.clause, fix="Renvoyez le document à jour.")
    if term.body.certified and not certified:
        reason = f"« {term.body.name} » n’est pas certifiée ni signée."
        return refuse("not_certified", reason, clause=term.clause, fix="Faites-la certifier exacte et signer.")
    return allow(term.clause)
