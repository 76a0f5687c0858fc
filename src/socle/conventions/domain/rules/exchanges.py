"""What is sent, by which way, and what may be done with it (DRT-02 to 10; accès aux droits, 2 to 9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from socle.conventions.domain.kinds.data_use import Consent, DataUse, Use
from socle.conventions.domain.kinds.directory import Directory
from socle.conventions.domain.kinds.exchange import Exchange
from socle.conventions.domain.kinds.licence import Act, Licence
from socle.conventions.domain.kinds.provider_duties import ProviderDuties
from socle.conventions.domain.kinds.route import Route
from socle.conventions.domain.kinds.rung import Rung, Trigger
from socle.conventions.domain.reading import AnyTerm, Written, first, of_kind
from socle.conventions.domain.types import listed
from socle.conventions.domain.vocabulary import words
from socle.conventions.domain.words import Form
from socle.kernel.decision import Decision, allow, refuse

_SECURE = frozenset({Form.SECURE_MESSAGING, Form.PORTAL})


def route_for(terms: Iterable[AnyTerm], of: str, subject: str) -> Written[Route] | None:
    """The way of a subject: the one that names it, else the one that takes all the others."""
    routes = [term for term in of_kind(terms, Route) if term.body.of == of]
    named = next((term for term in routes if subject in term.body.subjects), None)
    return named or next((term for term in routes if not term.body.subjects), None)


def route_decision(terms: Iterable[AnyTerm], of: str, subject: str, form: Form) -> Decision:
    """A request goes by one of the means of its way, and by a secured one when the text asks."""
    term = route_for(terms, of, subject)
    if term is None:
        return refuse("no_route", "La convention n’ouvre aucune voie à cette demande.")
    if form in term.body.forms:
        return allow(term.clause)
    reason = f"« {term.body.name} » ne reçoit pas par {form.label}."
    return refuse("wrong_route", reason, clause=term.clause, fix=f"Passez par {listed(term.body.forms, 'ou')}.")


def next_rung(terms: Iterable[AnyTerm], of: str, trigger: Trigger) -> Written[Rung] | None:
    """The step of the ladder that a case climbs to."""
    rungs = sorted(of_kind(terms, Rung), key=lambda term: term.body.rank)
    return next((term for term in rungs if term.body.of == of and trigger in term.body.triggers), None)


def directory_answer(
    terms: Iterable[AnyTerm], entries: Mapping[str, str], place: str
) -> tuple[str, Written[Directory]] | None:
    """Whom to call for a commune: its own entry, else the number of last resort; None without directory."""
    term = first(terms, Directory)
    if term is None:
        return None
    fallback = ", ".join(filter(None, (term.body.fallback_phone, term.body.fallback_prompt)))
    return entries.get(place, fallback), term


def exchange_decision(terms: Iterable[AnyTerm], service: str, form: Form, *, personal: bool) -> Decision:
    """Personal data leave by a secured means, whatever the list of the annex says."""
    term = next((term for term in of_kind(terms, Exchange) if term.body.service == service), None)
    if term is None:
        return refuse("no_exchange", "La convention ne prévoit pas cet échange.")
    if personal and term.body.personal_data_secured and form not in _SECURE:
        reason = f"Des données personnelles ne passent pas par {form.label}."
        return refuse("not_secured", reason, clause=term.clause, fix="Passez par un moyen sécurisé de l’annexe.")
    if term.body.means and form not in term.body.means:
        reason = f"L’annexe ne cite pas ce moyen : {form.label}."
        return refuse("means_unwritten", reason, clause=term.clause, fix=f"Passez par {listed(term.body.means, 'ou')}.")
    return allow(term.clause)


def data_use_decision(terms: Iterable[AnyTerm], use: Use, consent: Consent, *, purpose_needs: bool = False) -> Decision:
    """Disclosing, transferring or copying asks for at least the agreement that the text writes."""
    term = next((term for term in of_kind(terms, DataUse) if term.body.use is use), None)
    order = tuple(Consent)
    if term is None or order.index(consent) >= order.index(term.body.needs):
        return allow(term.clause if term else None)
    if purpose_needs and term.body.unless_purpose_needs:
        return allow(term.clause)
    reason = f"{use.headline} de ces données demande {term.body.needs.label} de l’autre partie."
    return refuse("consent_missing", reason, clause=term.clause, fix="Demandez cet accord avant d’agir.")


def licence_decision(terms: Iterable[AnyTerm], act: Act, territory: str, *, convention_over: bool = False) -> Decision:
    """An act on the files: allowed by the licence, not forbidden by it, on its territory, while it lasts."""
    term = first(terms, Licence)
    if term is None:
        return refuse("no_licence", "La convention ne donne aucun droit sur ces fichiers.")
    if convention_over and term.body.ends_with_convention:
        return refuse("licence_over", "La licence a cessé avec la convention.", clause=term.clause)
    if act not in term.body.allows or act in term.body.forbids:
        return refuse("act_unlicensed", f"La licence ne permet pas de {act.label} ces fichiers.", clause=term.clause)
    if territory != term.body.territory:
        return refuse("out_of_territory", "La licence ne vaut pas sur ce territoire.", clause=term.clause)
    return allow(term.clause)


def contract_decision(terms: Iterable[AnyTerm], signed_up: Iterable[str], *, passed_on: bool) -> Decision:
    """A provider acts once its contract carries every duty of the text, and binds its own providers."""
    term = first(terms, ProviderDuties)
    if term is None:
        return allow()
    left = [duty for duty in term.body.duties if duty not in set(signed_up)]
    if left or (term.body.passed_on and not passed_on):
        what = f"Il manque au contrat : {words(left)}." if left else "Les sous-traitants ne sont pas liés."
        return refuse("contract_incomplete", what, clause=term.clause, fix="Complétez le contrat du prestataire.")
    return allow(term.clause)
