"""Who manages habilitations, what they pass on, when a right is taken back (MCP-20, 22–24, 29)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from socle.conventions.domain.kinds import Appointment, Assignment, Automaton, Credential, Delegation, Management
from socle.conventions.domain.kinds.delegation import Function, Power
from socle.conventions.domain.kinds.management import Mode
from socle.conventions.domain.reading import AnyTerm, first, of_kind
from socle.conventions.domain.rules.due import Due, due
from socle.conventions.domain.words import Role, Side
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import Decision, allow, refuse


def managing_side(terms: Iterable[AnyTerm]) -> Side:
    """Who grants and withdraws rights: the partner in delegated mode, the caisse otherwise."""
    term = first(terms, Management)
    return Side.PARTNER if term and term.body.mode is Mode.DELEGUE else Side.CAISSE


def may_manage(terms: Iterable[AnyTerm], side: Side) -> Decision:
    """Only the managing side grants and withdraws the rights of users."""
    terms = tuple(terms)
    if managing_side(terms) is side:
        return allow(_management_clause(terms))
    other = managing_side(terms).label
    reason = f"Dans ce mode de gestion, c’est {other} qui donne et retire les habilitations."
    return refuse("not_managing_side", reason, clause=_management_clause(terms), fix=f"Adressez la demande à {other}.")


def may_appoint(terms: Iterable[AnyTerm], by: Role, role: Role, already: int) -> Decision:
    """The principal and the suppléant are appointed, and their rights managed, only by whom the text names."""
    term = next((term for term in of_kind(terms, Appointment) if term.body.role is role), None)
    if term is None:
        return refuse("role_not_appointed", f"La convention ne prévoit pas de nommer : {role.label}.")
    if term.body.by is not by:
        reason = f"Seul {term.body.by.label} nomme {role.label} et gère ses droits."
        return refuse("not_appointing", reason, clause=term.clause, fix=f"Adressez-vous à {term.body.by.label}.")
    if already >= term.body.count:
        reason = f"{role.headline} est déjà nommé."
        return refuse("already_appointed", reason, clause=term.clause, fix="Retirez d’abord la personne en place.")
    return allow(term.clause)


def may_pass_on(terms: Iterable[AnyTerm], role: Role, power: Power) -> Decision:
    """A manager passes on only the powers that the text gives to their role."""
    term = next((term for term in of_kind(terms, Delegation) if term.body.role is role), None)
    if term is not None and power in term.body.passes_on:
        return allow(term.clause)
    reason = f"{role.headline} ne peut pas transmettre {power.label}."
    clause = term.clause if term else None
    return refuse("power_not_held", reason, clause=clause, fix="Adressez-vous à l’administrateur principal.")


def may_use(terms: Iterable[AnyTerm], role: Role, function: Function) -> Decision:
    """A manager has the functions that the text opens to their role: people, groups, rights, local profiles."""
    term = next((term for term in of_kind(terms, Delegation) if term.body.role is role), None)
    if term is not None and function in term.body.functions:
        return allow(term.clause)
    reason = f"{role.headline} ne gère pas {function.label}."
    clause = term.clause if term else None
    return refuse("function_not_held", reason, clause=clause, fix="Adressez-vous à l’administrateur principal.")


def is_bounded_by_own_rights(terms: Iterable[AnyTerm], role: Role) -> bool:
    """Whether the role never passes on more than it holds, nor touches its own superior."""
    return any(term.body.role is role and term.body.within_own for term in of_kind(terms, Delegation))


def removal_side(terms: Iterable[AnyTerm]) -> Side | None:
    """Who removes the right of someone who leaves; in centralised mode the partner only tells the caisse."""
    terms = tuple(terms)
    term = first(terms, Assignment)
    if term is None:
        return None
    return term.body.removed_by if managing_side(terms) is Side.PARTNER else Side.CAISSE


def assignment_decision(terms: Iterable[AnyTerm], *, own_staff: bool, shared: bool) -> Decision:
    """A right goes to the partner's own people, and to one person."""
    term = first(terms, Assignment)
    if term is None:
        return allow()
    if term.body.own_staff_only and not own_staff:
        reason = "Cette personne ne relève pas de la responsabilité de votre organisme."
        return refuse("outsider", reason, clause=term.clause, fix="Donnez le droit à une personne de votre organisme.")
    if shared and not term.body.shared:
        reason = "Une habilitation ne se partage pas entre plusieurs personnes."
        return refuse("shared_right", reason, clause=term.clause, fix="Donnez une habilitation à chaque personne.")
    return allow(term.clause)


def automaton_decision(terms: Iterable[AnyTerm], *, with_user_credentials: bool) -> Decision:
    """A programme acts only with the credentials of a person, so that traces name one."""
    term = first(terms, Automaton)
    if term is None or term.body.signs_in_as_human or (term.body.with_user_credentials and with_user_credentials):
        return allow(term.clause if term else None)
    reason = "Un automate ne se connecte pas comme une personne."
    return refuse("automaton", reason, clause=term.clause, fix="Appelez le service avec un jeton de l’utilisateur.")


def handover_decision(terms: Iterable[AnyTerm], *, through_third_person: bool) -> Decision:
    """A first secret reaches its user directly."""
    term = first(terms, Credential)
    if term is None or not term.body.reaches_user_directly or not through_third_person:
        return allow(term.clause if term else None)
    reason = "Le premier secret va droit à son utilisateur, sans intermédiaire."
    fix = "Envoyez le lien d’activation à l’adresse personnelle de l’utilisateur."
    return refuse("third_person", reason, clause=term.clause, fix=fix)


def activation_due(terms: Iterable[AnyTerm], sent_at: datetime, calendar: Calendar) -> Due | None:
    """Until when an activation link is valid; None when the text gives it no life."""
    term = first(terms, Credential)
    if term is None or term.body.link_valid_for is None:
        return None
    return due("activation", sent_at, term.body.link_valid_for, calendar, term.clause)


def _management_clause(terms: Iterable[AnyTerm]) -> Clause | None:
    term = first(terms, Management)
    return term.clause if term else None
