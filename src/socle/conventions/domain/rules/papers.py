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
from socle.conventions.domain.kinds.form import Signer
from socle.conventions.domain.reading import AnyTerm, first, of_kind
from socle.conventions.domain.rules.due import Due, due
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import Decision, allow, refuse


def missing_items(terms: Iterable[AnyTerm], paper: str, given: Iterable[str]) -> Decision:
    """A paper is accepted whole. `paper`: provider_notice, information, training, data_copy, a form, a desk."""
    wanted, clause = next(_wanted(terms, paper), ((), None))
    left = [item for item in wanted if item not in set(given)]
    if not left:
        return allow(clause)
    reason = f"Il manque {len(left)} mention(s) : {', '.join(left)}."
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
