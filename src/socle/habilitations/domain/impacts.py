"""What other terms would do to rights already given: which would no longer serve, and why (MCP-05, MCP-21).

The rule is the one of use (`rights.decide`): the service open, the profile opened with seats, and the purpose still
carried by the profile. A ceiling lowered below use takes no right away (`lowering`).
"""

from __future__ import annotations

from socle.conventions.domain.kinds import Profile, Purpose, Seats
from socle.conventions.domain.opening import OpeningCase, opening
from socle.conventions.domain.reading import of_kind
from socle.kernel.decision import ALLOWED, Decision, refuse

ASK_AVENANT = "Gardez ce terme dans l'avenant, ou préparez la fin de ces droits."


def still_opened(case: OpeningCase, service: str, profile: str, purpose: str) -> Decision:
    """Whether the terms open the service, the profile and the purpose of a right."""
    opened = opening(case, service)
    if not opened:
        return opened
    what = f"le profil {profile} de {service.upper()}"
    defined = [
        term for term in of_kind(case.terms, Profile) if (term.body.service, term.body.code) == (service, profile)
    ]
    seats = [
        term for term in of_kind(case.terms, Seats) if (term.body.service, term.body.profile) == (service, profile)
    ]
    if not defined:
        return refuse("profile_not_opened", f"La convention n'ouvrirait plus {what}.", fix=ASK_AVENANT)
    if not any(term.body.opened and term.body.max for term in seats):
        clause = seats[0].clause if seats else defined[0].clause
        return refuse("profile_not_opened", f"Aucun siège n'ouvrirait plus {what}.", clause=clause, fix=ASK_AVENANT)
    carried = (
        term for term in of_kind(case.terms, Purpose) if (term.body.service, term.body.code) == (service, purpose)
    )
    if not any(profile in term.body.profiles for term in carried):
        reason = f"La finalité « {purpose} » ne serait plus une finalité de {what.removeprefix('le ')}."
        return refuse("purpose_not_opened", reason, clause=defined[0].clause, fix=ASK_AVENANT)
    return ALLOWED
