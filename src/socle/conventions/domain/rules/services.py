"""What a service offers, to which profile, at which level of its tree (MCP-50, MCP-51, MCP-52; bulletin AFAS, 1.1)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from socle.conventions.domain.kinds import Deliverable, Service, Structure
from socle.conventions.domain.kinds.service import Offer
from socle.conventions.domain.reading import AnyTerm, Written, of_kind
from socle.conventions.domain.rules.profiles import profile_named
from socle.conventions.domain.words import Level, Side
from socle.kernel.decision import Decision, allow, refuse


def service_named(terms: Iterable[AnyTerm], code: str) -> Written[Service] | None:
    """One service of the convention, None when it has none of this code."""
    return next((term for term in of_kind(terms, Service) if term.body.code == code), None)


def offer_decision(terms: Iterable[AnyTerm], service: str, offer: Offer) -> Decision:
    """A service does only what its bulletin says it offers."""
    term = service_named(terms, service)
    if term is not None and offer in term.body.offers:
        return allow(term.clause)
    reason = f"Ce service ne permet pas de {offer.label}."
    return refuse("not_offered", reason, clause=term.clause if term else None, fix="Consultez le bulletin d’adhésion.")


def act_decision(terms: Iterable[AnyTerm], service: str, profile: str, act: str) -> Decision:
    """A profile does only the acts that its term writes: enter, approve, transmit, view."""
    term = profile_named(terms, service, profile)
    if term is not None and act in term.body.may:
        return allow(term.clause)
    reason = f"Le profil {profile} ne permet pas cet acte."
    clause = term.clause if term else None
    return refuse("act_out_of_profile", reason, clause=clause, fix="Demandez le profil qui convient.")


def level_decision(terms: Iterable[AnyTerm], service: str, profile: str, level: Level) -> Decision:
    """A profile is given at the levels that its term writes."""
    term = profile_named(terms, service, profile)
    if term is not None and level in term.body.levels:
        return allow(term.clause)
    reason = f"Le profil {profile} ne se donne pas au niveau {level.label}."
    clause = term.clause if term else None
    return refuse("wrong_level", reason, clause=clause, fix="Choisissez un niveau prévu au bulletin.")


def level_below(terms: Iterable[AnyTerm], service: str, level: str) -> str | None:
    """The next finer level of the tree of a service."""
    term = next((term for term in of_kind(terms, Structure) if term.body.service == service), None)
    levels = term.body.levels if term else ()
    return next((lower for upper, lower in pairwise(levels) if upper == level), None)


def nature_decision(terms: Iterable[AnyTerm], service: str, nature: str) -> Decision:
    """An equipment is of a nature that the bulletin admits (MCP-50)."""
    term = next((term for term in of_kind(terms, Structure) if term.body.service == service), None)
    if term is None or nature in term.body.natures:
        return allow(term.clause if term else None)
    reason = f"« {nature} » n’est pas une nature d’équipement du bulletin."
    return refuse("nature_unknown", reason, clause=term.clause, fix="Choisissez une nature de la liste du bulletin.")


def papers_owed(terms: Iterable[AnyTerm], by: Side) -> tuple[Written[Deliverable], ...]:
    """The papers that a side owes to the other, in the order of the text."""
    return tuple(term for term in of_kind(terms, Deliverable) if term.body.by in {by, Side.ALL})
