"""Whether a service is open: documents signed, pièces in, formalities ended, nothing missing (MCP-03, MCP-53).

Sources: convention 17.1, contrat de service 2.1; which conditions hold is read from the terms, never written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from socle.conventions.domain.convention import Convention, Document, Party, PartyRole
from socle.conventions.domain.dates import executory_on
from socle.conventions.domain.force import terms_in_force
from socle.conventions.domain.kinds import Authority, Deliberation, Effect, Gap, Opening, Service
from socle.conventions.domain.kinds import effect as effects
from socle.conventions.domain.kinds.opening import Need
from socle.conventions.domain.reading import AnyTerm
from socle.conventions.domain.words import DocumentKind
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, Link, allow, refuse

_ASK_AVENANT = "Les parties peuvent l’ouvrir par un avenant."
_ASK_SIGNATURE = "Faites signer ce document par toutes les parties, puis enregistrez le jour de la dernière signature."
_ASK_PIECE = "Le partenaire envoie la pièce ; la caisse enregistre sa réception."
_ASK_FORMALITY = "Le délégué à la protection des données de cette partie termine les formalités et en donne la date."


@dataclass(frozen=True, slots=True)
class OpeningCase:
    """What the rule needs: the parties, the documents, the terms in force, and the day."""

    parties: tuple[Party, ...]
    documents: tuple[Document, ...]
    terms: tuple[AnyTerm, ...]
    day: date

    @classmethod
    def of(cls, convention: Convention, day: date) -> OpeningCase:
        """The case that a text makes; a text not yet in force is judged on its own terms, to say what is missing."""
        terms = terms_in_force(convention, day) or convention.terms
        return cls(convention.parties, convention.documents, terms, day)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of opening: whether it holds, its clause, and who can mend it."""

    code: str
    says: str
    holds: bool
    clause: Clause | None
    fix: str = ""


def opening(case: OpeningCase, service: str) -> Decision:
    """A service opens only when every condition of the text holds; the first missing one is told, with its remedy."""
    conditions = tuple(dict.fromkeys(opening_conditions(case, service)))
    links = tuple(Link(item.code, item.says, item.holds, item.clause) for item in conditions)
    missing = next((item for item in conditions if not item.holds), None)
    if missing is None:
        return allow(conditions[-1].clause).with_chain(links)
    return refuse(missing.code, missing.says, clause=missing.clause, fix=missing.fix).with_chain(links)


def opening_conditions(case: OpeningCase, service: str) -> Iterator[Condition]:
    """Every condition in order, met or not."""
    term = next((term for term in case.terms if isinstance(term.body, Service) and term.body.code == service), None)
    if term is None or not isinstance(term.body, Service):
        yield Condition(
            "service_unknown", f"La convention ne connaît pas le service « {service} ».", False, None, _ASK_AVENANT
        )
        return
    name = term.body.name
    says = f"« {name} » est ouvert par la convention." if term.body.opened else f"« {name} » n’est pas ouvert."
    yield Condition("service_closed", says, term.body.opened, term.clause, _ASK_AVENANT)
    for condition in case.terms:
        if isinstance(condition.body, Effect):
            for wanted in condition.body.needs:
                yield from _EFFECTS[wanted](case, service, condition.clause)
        if isinstance(condition.body, Opening):
            for need in condition.body.needs:
                yield from _NEEDS[need](case, service, condition.clause)
        if isinstance(condition.body, Gap) and condition.body.closes == service:
            missing = f"Il manque au texte : {condition.body.missing}."
            yield Condition("text_incomplete", missing, False, condition.clause, "Les parties complètent le texte.")


_Need = Callable[[OpeningCase, str, Clause], Iterator[Condition]]


def _signed(kind: DocumentKind, *, of_service: bool = False) -> _Need:
    def conditions(case: OpeningCase, service: str, clause: Clause) -> Iterator[Condition]:
        papers = [
            paper for paper in case.documents if paper.kind is kind and (not of_service or paper.service == service)
        ]
        if not papers:
            yield Condition(
                "document_missing", f"Il manque {kind.label}.", False, clause, "Ajoutez ce document au dossier."
            )
        for paper in papers:
            holds = _reached(paper.signed_on, case.day) and not _reached(paper.ended_on, case.day)
            says = f"{paper.title} : signé." if holds else f"{paper.title} : non signé, ou terminé."
            yield Condition("document_unsigned", says, holds, clause, _ASK_SIGNATURE)

    return conditions


def _pieces(case: OpeningCase, service: str, clause: Clause) -> Iterator[Condition]:
    for paper in case.documents:
        if paper.kind is DocumentKind.PIECE and paper.service == service:
            holds = _reached(paper.received_on, case.day)
            says = f"{paper.title} : {'reçue' if holds else 'non reçue'}."
            yield Condition("piece_missing", says, holds, clause, _ASK_PIECE)


def _formalities(role: PartyRole) -> _Need:
    def conditions(case: OpeningCase, _: str, clause: Clause) -> Iterator[Condition]:
        for party in _of(case.parties, role):
            holds = _reached(party.formalities_done_on, case.day)
            state = "terminées" if holds else "non terminées"
            says = f"Formalités de protection des données de {party.name} : {state}."
            yield Condition("formalities_missing", says, holds, clause, _ASK_FORMALITY)

    return conditions


def _every_formality(case: OpeningCase, service: str, clause: Clause) -> Iterator[Condition]:
    for role in PartyRole:
        yield from _formalities(role)(case, service, clause)


def _executory(case: OpeningCase, _: str, clause: Clause) -> Iterator[Condition]:
    stamps = next((term.body.stamps for term in case.terms if isinstance(term.body, Authority)), ())
    acts = [term.body for term in case.terms if isinstance(term.body, Deliberation)]
    holds = bool(acts) and all(_reached(executory_on(act, stamps), case.day) for act in acts)
    says = "Délibération exécutoire." if holds else "La délibération manque ou n’est pas exécutoire."
    yield Condition("not_executory", says, holds, clause, "Le partenaire donne sa délibération, transmise et publiée.")


def _of(parties: Iterable[Party], role: PartyRole) -> Iterator[Party]:
    return (party for party in parties if party.role is role)


def _reached(day: date | None, today: date) -> bool:
    return day is not None and day <= today


_EFFECTS: Mapping[effects.Need, _Need] = {
    effects.Need.SIGNATURES: _signed(DocumentKind.CONVENTION),
    effects.Need.FORMALITIES: _every_formality,
    effects.Need.DELIBERATION: _executory,
}
_NEEDS: Mapping[Need, _Need] = {
    Need.CONVENTION_SIGNED: _signed(DocumentKind.CONVENTION),
    Need.CONTRAT_SIGNED: _signed(DocumentKind.CONTRAT),
    Need.BULLETIN_SIGNED: _signed(DocumentKind.BULLETIN, of_service=True),
    Need.PIECES_RECEIVED: _pieces,
    Need.PARTNER_FORMALITIES: _formalities(PartyRole.PARTNER),
    Need.CAISSE_FORMALITIES: _formalities(PartyRole.CAISSE),
}
