"""The dates of the papers against each other: a printed date is not a signature (MCP-03, MCP-11, FSV-01)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from socle.conventions.domain.convention import Convention, Document
from socle.conventions.domain.finding import Finding, Place, Severity
from socle.conventions.domain.kinds import Authority, Deliberation, Formality, Service
from socle.conventions.domain.kinds.authority import Breach, Stamp
from socle.conventions.domain.words import DocumentKind, Side

_SIGNED = frozenset({DocumentKind.CONVENTION, DocumentKind.CONTRAT, DocumentKind.BULLETIN})


def findings(convention: Convention) -> Iterator[Finding]:
    """Warnings on missing signatures, formalities and authorisations, and on papers dated before them."""
    if convention.is_model:
        return
    authority = next((term.body for term in convention.terms if isinstance(term.body, Authority)), None)
    acts = [term.body for term in convention.terms if isinstance(term.body, Deliberation)]
    if authority and not acts and any(party.is_public for party in convention.parties):
        yield _warning(
            convention,
            "[head]",
            "un organisme public signe sans délibération au texte",
            "Ajoutez un terme « deliberation »",
        )
    closed: set[str | None] = {
        body.code for term in convention.terms if isinstance(body := term.body, Service) and not body.opened
    }
    for paper in convention.documents:
        if paper.kind in _SIGNED and paper.service not in closed:
            if not (authority and authority.printed_date_is_signature and paper.printed_on):
                yield from _unsigned(convention, paper)
            for act in acts if authority else ():
                yield from _before_authority(convention, paper, act, authority)
    for act in acts if authority else ():
        yield from _office(convention, act)
    yield from _formalities(convention)


def executory_on(act: Deliberation, stamps: tuple[Stamp, ...]) -> date | None:
    """The day an act binds: the last of the stamps it needs; None while one is blank (FSV-01)."""
    days = {Stamp.SENT: act.sent_on, Stamp.RECEIVED: act.received_on, Stamp.PUBLISHED: act.published_on}
    needed = [days[stamp] for stamp in stamps]
    return max([day for day in needed if day], default=act.voted_on) if all(needed) else None


def _before_authority(
    convention: Convention, paper: Document, act: Deliberation, authority: Authority | None
) -> Iterator[Finding]:
    key = f"documents/{paper.id}"
    if paper.printed_on and paper.printed_on < act.voted_on:
        what = (
            f"{paper.title} porte la date du {paper.printed_on:%d/%m/%Y}, "
            f"avant la délibération du {act.voted_on:%d/%m/%Y}"
        )
        yield _warning(convention, key, what, "Établissez le jour réel de la signature et consignez-le")
    binds = executory_on(act, authority.stamps) if authority else None
    if authority and binds is None:
        yield _warning(convention, key, "la délibération n’est pas exécutoire", "Attendez son envoi et sa publication")
    if paper.signed_on and binds and paper.signed_on < binds:
        what = f"{paper.title} : signé le {paper.signed_on:%d/%m/%Y}, avant l’acte exécutoire ({binds:%d/%m/%Y})"
        severity = Severity.ERROR if authority and authority.on_breach is Breach.REFUSED else Severity.WARNING
        yield _warning(convention, key, what, "Faites signer de nouveau, ou régularisez par délibération", severity)


def _unsigned(convention: Convention, paper: Document) -> Iterator[Finding]:
    if paper.signed_on is None:
        printed = f" ; la date imprimée du {paper.printed_on:%d/%m/%Y} n’est pas présumée" if paper.printed_on else ""
        what = f"{paper.title} : pas de jour de signature{printed}"
        yield _warning(
            convention, f"documents/{paper.id}", what, "Écrivez « signed_on » quand toutes les parties ont signé"
        )


def _formalities(convention: Convention) -> Iterator[Finding]:
    duties = [term.body for term in convention.terms if isinstance(term.body, Formality)]
    for party in convention.parties:
        owed = any(duty.by.value in {Side.ALL.value, party.role.value} for duty in duties)
        if owed and party.formalities_done_on is None:
            what = f"les formalités de protection des données de « {party.name} » ne sont pas terminées"
            yield _warning(
                convention, f"parties/{party.id}", what, "Écrivez « formalities_done_on » à leur issue favorable"
            )


def _office(convention: Convention, act: Deliberation) -> Iterator[Finding]:
    """Who signs holds the office that the act authorises, and its avenants when there are some (FSV-01)."""
    public = [party for party in convention.parties if party.is_public]
    if act.authorised and not any(act.authorised.casefold() in party.capacity.casefold() for party in public):
        signers = ", ".join(party.capacity for party in public) or "personne"
        what = f"l’acte autorise « {act.authorised} » à signer, et signe : {signers}"
        yield _warning(convention, "[head]", what, "Joignez la délégation de signature, ou un nouvel acte")
    if act.authorised and convention.avenants and not act.avenants_covered:
        what = "l’acte n’autorise pas à signer les avenants"
        yield _warning(convention, "[head]", what, "Joignez l’acte qui autorise chaque avenant")


def _warning(
    convention: Convention, key: str, what: str, remedy: str, severity: Severity = Severity.WARNING
) -> Finding:
    source, line = convention.places.get(key, Place("convention", 1))
    return Finding(severity, line, what, remedy, source=source)
