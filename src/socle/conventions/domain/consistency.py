"""What one term cannot see alone: references, the tree of documents, the number, the avenants (MCP-01, MCP-02)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from socle.conventions.domain import comparisons, dates, questions
from socle.conventions.domain.convention import Convention, Document, PartyRole, Term
from socle.conventions.domain.fields import references
from socle.conventions.domain.finding import Finding, Place, Severity
from socle.conventions.domain.force import terms_in_force
from socle.conventions.domain.kinds import Mission, Numbering, Profile, Service
from socle.conventions.domain.kinds.numbering import Source
from socle.conventions.domain.types import EVERY
from socle.conventions.domain.words import Side

_TWO = 2


def findings(convention: Convention) -> Iterator[Finding]:
    """Every remark that needs more than one table."""
    yield from _references(convention)
    yield from _tree(convention)
    if not convention.is_model:
        yield from _parties(convention)
        yield from _number(convention)
    yield from _avenants(convention)
    yield from _ruled_twice(convention)
    yield from questions.findings(convention)
    yield from dates.findings(convention)
    yield from comparisons.findings(convention)


@dataclass(frozen=True, slots=True)
class _Known:
    """The codes that a reference may name."""

    codes: dict[str, frozenset[str]]

    @classmethod
    def of(cls, convention: Convention, terms: Iterable[Term]) -> _Known:
        bodies = [term.body for term in terms]
        return cls(
            {
                "service": frozenset(body.code for body in bodies if isinstance(body, Service)),
                "profile": frozenset(body.code for body in bodies if isinstance(body, Profile)) | {EVERY},
                "mission": frozenset(body.code for body in bodies if isinstance(body, Mission)),
                "document": frozenset(paper.id for paper in convention.documents),
                "contact": frozenset(contact.id for contact in convention.contacts),
                "party": frozenset(party.id for party in convention.parties),
                "bearer": frozenset(party.id for party in convention.parties) | frozenset(Side),
                "term": frozenset(term.id for term in terms),
            }
        )


_NOUNS = {
    "service": "le service",
    "profile": "le profil",
    "mission": "la mission",
    "document": "le document",
    "contact": "le contact",
    "party": "la partie",
    "bearer": "la partie",
    "term": "le terme",
}


def every_term(convention: Convention) -> tuple[Term, ...]:
    """The terms of the text and of its avenants, in order."""
    return convention.terms + tuple(term for avenant in convention.avenants for term in avenant.terms)


def _references(convention: Convention) -> Iterator[Finding]:
    known = _Known.of(convention, every_term(convention))
    for term in convention.terms:
        yield from _unknown(convention, term.id, term.body, known, term.id)
    for avenant in convention.avenants:
        for term in avenant.terms:
            yield from _unknown(convention, f"avenants/{avenant.number}/{term.id}", term.body, known, term.id)
    for name, values in (("documents", convention.documents), ("contacts", convention.contacts)):
        for value in values:
            yield from _unknown(convention, f"{name}/{value.id}", value, known)


def _unknown(convention: Convention, name: str, value: object, known: _Known, term: str = "") -> Iterator[Finding]:
    for field, refers, code in references(value):
        if convention.is_model and refers == "bearer":
            continue
        if code not in known.codes[refers]:
            offered = ", ".join(sorted(known.codes[refers] - {EVERY})) or "aucun"
            what = f"« {field} » cite {_NOUNS[refers]} « {code} », que le texte ne contient pas"
            remedy = f"Corrigez la référence ou ajoutez {_NOUNS[refers]} ; connus : {offered}"
            place = convention.places.get(f"{name}#{field}") or convention.places.get(name)
            yield at(place, Severity.ERROR, what, remedy, term)


def at(place: Place | None, severity: Severity, what: str, remedy: str, term: str = "") -> Finding:
    """A finding at a place of the text, or at its first line."""
    source, line = place or Place("convention", 1)
    return Finding(severity, line, what, remedy, term, source)


def _tree(convention: Convention) -> Iterator[Finding]:
    roots = [paper for paper in convention.documents if paper.parent is None]
    place = convention.places.get("[head]")
    if len(roots) != 1:
        what = f"l’arbre des documents a {len(roots)} racine(s) au lieu d’une"
        yield at(place, Severity.ERROR, what, "Donnez « parent » à chaque document sauf à la convention")
    parents: dict[str, str | None] = {paper.id: paper.parent for paper in convention.documents}
    for paper in convention.documents:
        if _turns(paper, parents):
            where = convention.places.get(f"documents/{paper.id}#parent")
            what = f"le document « {paper.id} » dépend de lui-même"
            yield at(where, Severity.ERROR, what, "Corrigez « parent » : un document dépend d’un document plus haut")


def _turns(paper: Document, parents: dict[str, str | None]) -> bool:
    seen: set[str] = set()
    current: str | None = paper.id
    while current is not None and current not in seen:
        seen.add(current)
        current = parents.get(current)
    return current is not None


def _parties(convention: Convention) -> Iterator[Finding]:
    place = convention.places.get("[head]")
    if len(convention.parties) < _TWO:
        what = f"la convention a {len(convention.parties)} partie(s)"
        yield at(place, Severity.ERROR, what, "Ajoutez une table « [[parties]] » par signataire, deux au moins")
    for role in PartyRole:
        if convention.parties and not any(party.role is role for party in convention.parties):
            what = f"aucune partie n’est {role.label}"
            yield at(place, Severity.ERROR, what, f'Donnez à une partie « role = "{role.value}" »')
    for party in convention.parties:
        if str(party.id) == Side.ALL.value:
            place = convention.places.get(f"parties/{party.id}")
            what = f"l’identifiant « {party.id} » d’une partie est un mot réservé : il désigne toutes les parties"
            yield at(place, Severity.ERROR, what, "Donnez à cette partie un autre identifiant, par exemple « commune »")


def _number(convention: Convention) -> Iterator[Finding]:
    for term in convention.terms:
        if not (isinstance(term.body, Numbering) and term.body.follows is Source.PARTNER_SIRET):
            continue
        sirets = [party.siret for party in convention.parties if party.role is PartyRole.PARTNER]
        if sirets and convention.number not in sirets:
            what = f"le numéro « {convention.number} » n’est pas le SIRET du partenaire ({term.clause})"
            remedy = f'Écrivez « number = "{sirets[0]}" », ou corrigez le SIRET de la partie'
            yield at(convention.places.get("[head]"), Severity.ERROR, what, remedy)


def _ruled_twice(convention: Convention) -> Iterator[Finding]:
    """Two terms that rule the same thing at once contradict each other: nobody picks one in silence (MCP-02)."""
    told: set[tuple[str, str]] = set()
    states = [convention.terms, *(terms_in_force(convention, avenant.effective_on) for avenant in convention.avenants)]
    for terms in states:
        rules: dict[tuple[object, ...], Term] = {}
        for term in terms:
            subject = term.body.subject()
            other = rules.setdefault(subject, term) if subject else term
            if other is not term and (other.id, term.id) not in told:
                told.add((other.id, term.id))
                what = f"« {term.id} » ({term.clause}) règle la même chose que « {other.id} » ({other.clause})"
                remedy = "Gardez un seul terme, et consignez la contradiction dans un terme « conflict »"
                yield at(_place_of(convention, term), Severity.ERROR, what, remedy, term.id)


def _place_of(convention: Convention, term: Term) -> Place | None:
    for avenant in reversed(convention.avenants):
        if term in avenant.terms:
            return convention.places.get(f"avenants/{avenant.number}/{term.id}")
    return convention.places.get(term.id)


def _avenants(convention: Convention) -> Iterator[Finding]:
    known = {term.id for term in convention.terms}
    last = 0
    for avenant in convention.avenants:
        place = convention.places.get(f"avenants/{avenant.number}")
        if avenant.number <= last:
            what = f"l’avenant {avenant.number} suit l’avenant {last}"
            yield at(
                place, Severity.ERROR, what, "Numérotez les avenants dans l’ordre de leur signature, à partir de 1"
            )
        last = avenant.number
        for ended in avenant.ends:
            if ended not in known:
                what = f"l’avenant {avenant.number} termine « {ended} », qui n’existe pas avant lui"
                yield at(place, Severity.ERROR, what, "Corrigez l’identifiant dans « ends »", ended)
        for repeated in {term.id for term in avenant.terms} & set(avenant.ends):
            what = f"l’avenant {avenant.number} termine et remplace « {repeated} »"
            yield at(place, Severity.ERROR, what, "Retirez-le de « ends » : le remplacer suffit", repeated)
        known |= {term.id for term in avenant.terms}
        if avenant.effective_on < avenant.signed_on:
            what = f"l’avenant {avenant.number} prend effet avant sa signature"
            yield at(place, Severity.WARNING, what, "Vérifiez « signed_on » et « effective_on »")
