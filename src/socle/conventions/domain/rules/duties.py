"""Price, dispute, secrecy, formalities and transfer (MCP-10, MCP-12, MCP-13; convention, 11 to 15 and 17.4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from socle.conventions.domain.kinds import Dispute, Fee, Formality, Information, Secrecy, Transfer
from socle.conventions.domain.kinds.secrecy import Freed
from socle.conventions.domain.life import after
from socle.conventions.domain.reading import AnyTerm, first, of_kind
from socle.conventions.domain.words import Side
from socle.kernel.deadlines import Delay
from socle.kernel.decision import Decision, allow, refuse


def charge_decision(terms: Iterable[AnyTerm], amount: Decimal) -> Decision:
    """No more is asked than the written amount."""
    term = first(terms, Fee)
    if term is not None and term.body.amount and amount <= Decimal(term.body.amount):
        return allow(term.clause)
    reason = "Le service est gratuit." if term and term.body.is_free else "Ce montant n’est pas celui de la convention."
    return refuse("amount_unwritten", reason, clause=term.clause if term else None, fix="Aucune somme n’est due.")


def court_decision(terms: Iterable[AnyTerm], amicable_since: date | None, today: date) -> Decision:
    """The court comes after the amicable attempt, and not before its shortest duration."""
    term = first(terms, Dispute)
    if term is None or not term.body.amicable_first:
        return allow(term.clause if term else None)
    if amicable_since is None:
        reason = f"Une tentative amiable précède {term.body.court.label}."
        return refuse(
            "amicable_first", reason, clause=term.clause, fix="Proposez une solution amiable à l’autre partie."
        )
    if term.body.shortest and today < (end := after(amicable_since, Delay.parse(term.body.shortest))):
        reason = f"La tentative amiable dure au moins jusqu’au {end:%d/%m/%Y}."
        return refuse("amicable_running", reason, clause=term.clause, fix="Attendez la fin de la tentative.")
    return allow(term.clause)


def disclosure_decision(
    terms: Iterable[AnyTerm], what: str, *, convention_over: bool, freed: Freed | None = None
) -> Decision:
    """What is covered by secrecy is not disclosed, also after the end when the text says so; exceptions are free."""
    term = next((term for term in of_kind(terms, Secrecy) if what in term.body.covers), None)
    if term is None or freed in term.body.exceptions or (convention_over and not term.body.survives):
        return allow(term.clause if term else None)
    reason = "Cette information est couverte par le secret."
    return refuse("secret", reason, clause=term.clause, fix="Demandez l’accord de l’autre partie.")


def transfer_decision(terms: Iterable[AnyTerm], *, consented: bool) -> Decision:
    """Rights and duties pass to a third party only with prior written consent."""
    term = first(terms, Transfer)
    if term is None or term.body.allowed or (term.body.with_consent and consented):
        return allow(term.clause if term else None)
    reason = "Les droits et devoirs de la convention ne se cèdent pas."
    return refuse("transfer_refused", reason, clause=term.clause, fix="Demandez l’accord préalable et écrit.")


def formality_owed(terms: Iterable[AnyTerm], side: Side, *, requested: bool, substantial_change: bool) -> bool:
    """Whether a party has a formality to show (on request) or to do again (after a substantial change)."""
    term = next((term for term in of_kind(terms, Formality) if term.body.by in {side, Side.ALL}), None)
    if term is None:
        return False
    return (requested and term.body.given_on_request) or (substantial_change and term.body.redone_on_change)


def informing_side(terms: Iterable[AnyTerm]) -> Side | None:
    """Who informs the people concerned (articles 13 and 14)."""
    term = first(terms, Information)
    return term.body.by if term else None
