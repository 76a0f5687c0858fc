"""What the text leaves open: contradictions, gaps, roles without a name, readings not agreed (MCP-02, 28, 35, 41)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from socle.conventions.domain.convention import Convention, PartyRole, Term
from socle.conventions.domain.finding import Finding, Place, Severity
from socle.conventions.domain.kinds import Conflict, ContactDuty, Escalation, Gap, Interpretation, Profile, Seats
from socle.conventions.domain.types import listed
from socle.conventions.domain.words import Side


def findings(convention: Convention) -> Iterator[Finding]:
    """One question or warning per open point."""
    settled = {
        body.about
        for term in convention.terms
        if isinstance(body := term.body, Interpretation) and body.agreed_on and body.about
    }
    for term in convention.terms:
        if term.id not in settled:
            yield from _open_point(convention, term)
    if not convention.is_model:
        yield from _contacts(convention)
        yield from _ladders(convention)
        yield from _profiles(convention)


def _at(convention: Convention, term: Term, severity: Severity, what: str, remedy: str) -> Finding:
    source, line = convention.places.get(term.id, Place("convention", 1))
    return Finding(severity, line, what, remedy, term.id, source)


def _open_point(convention: Convention, term: Term) -> Iterator[Finding]:
    body = term.body
    if isinstance(body, Conflict):
        what = f"« {term.clause} » et « {body.other} » se contredisent : {term.says.rstrip('.')}"
        remedy = f"{body.question.rstrip('.')} ; consignez la réponse dans un terme « interpretation » daté"
        yield _at(convention, term, Severity.QUESTION, what, remedy)
    if isinstance(body, Gap):
        what = f"« {term.clause} » annonce sans le donner : {body.missing}"
        yield _at(convention, term, Severity.QUESTION, what, "Demandez-le aux parties et ajoutez-le au texte")
    if isinstance(body, Interpretation) and body.agreed_on is None and not convention.is_model:
        what = f"lecture par défaut, pas encore convenue : {body.question.rstrip('. ')}"
        yield _at(convention, term, Severity.QUESTION, what, "Faites-la convenir et écrivez « agreed_on »")


def _contacts(convention: Convention) -> Iterator[Finding]:
    sides = {party.id: party.role.value for party in convention.parties}
    by_side = Counter((sides.get(contact.side, ""), contact.role) for contact in convention.contacts)
    by_party = Counter((str(contact.side), contact.role) for contact in convention.contacts)
    for term in convention.terms:
        duty = term.body
        if not isinstance(duty, ContactDuty):
            continue
        named = by_party if duty.each_party else by_side
        for side in _owing(convention, duty):
            if named[side, duty.role] < duty.at_least:
                used = f", utilisé par « {duty.used_by} »" if duty.used_by else ""
                what = f"le rôle « {duty.role.label} »{used} n’a pas de nom à l’annexe ({side})"
                yield _at(
                    convention, term, Severity.WARNING, what, "Ajoutez un « [[contacts]] » de ce rôle et de ce côté"
                )
        yield from _blank_details(convention, term, duty)


def _blank_details(convention: Convention, term: Term, duty: ContactDuty) -> Iterator[Finding]:
    for contact in convention.contacts:
        blank = [item for item in duty.items if contact.role is duty.role and not getattr(contact, item.value)]
        if blank:
            what = f"il manque à {contact.name}, {duty.role.label} : {listed(blank)}"
            yield _at(convention, term, Severity.WARNING, what, "Complétez les coordonnées de l’annexe")


def _owing(convention: Convention, duty: ContactDuty) -> tuple[str, ...]:
    """Each party of the side when the text wants one of each, else the side."""
    sides = tuple(role.value for role in PartyRole) if duty.side is Side.ALL else (duty.side.value,)
    if not duty.each_party:
        return sides
    return tuple(party.id for party in convention.parties if party.role.value in sides)


def _ladders(convention: Convention) -> Iterator[Finding]:
    names = {contact.id: contact.name for contact in convention.contacts}
    desk = {contact.name for contact in convention.contacts if contact.role.value in {"single_desk", "support"}}
    for term in convention.terms:
        if not isinstance(term.body, Escalation):
            continue
        called = [names[contact] for contact in term.body.ladder if contact in names]
        repeated = {name for name, count in Counter(called).items() if count > 1} | (set(called) & desk)
        for name in sorted(repeated):
            what = f"l’escalade ramène à la même personne : {name} (règle de Socle, MCP-41)"
            yield _at(
                convention, term, Severity.WARNING, what, "Demandez à la partie un autre interlocuteur d’escalade"
            )


def _profiles(convention: Convention) -> Iterator[Finding]:
    counted = {(body.service, body.profile) for term in convention.terms if isinstance(body := term.body, Seats)}
    for term in convention.terms:
        profile = term.body
        if isinstance(profile, Profile) and (profile.service, profile.code) not in counted:
            what = f"le bulletin ne dit rien des sièges du profil {profile.code}"
            remedy = "Demandez le nombre, ou ajoutez un terme « seats » avec « opened = false »"
            yield _at(convention, term, Severity.QUESTION, what, remedy)
