"""Who may see and register the people of a body (contrat de service 2.2.1: people, groups, rights; MCP-22, MCP-23)."""

from __future__ import annotations

from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse

MANAGEMENT = Clause("contrat de service", "2.2.1")


def may_list_people(actor: Actor) -> Decision:
    """Managers see the people of their body; a user sees the use of the portal, not its directory."""
    if actor.can("person:list"):
        return allow(MANAGEMENT)
    return refuse(
        "people_not_listed",
        "La liste des personnes est réservée à ceux qui gèrent les habilitations.",
        clause=MANAGEMENT,
        fix=f"Demandez à l'administrateur principal de {actor.organisation_name}, ou à son suppléant.",
    )


def may_register_people(actor: Actor) -> Decision:
    """The principal and the suppléant enrol the people of their body; each caisse appoints them."""
    if actor.can("person:create"):
        return allow(MANAGEMENT)
    return refuse(
        "people_not_registered",
        "Seuls l'administrateur principal et son suppléant inscrivent une personne de leur organisme.",
        clause=MANAGEMENT,
        fix=f"Demandez à l'administrateur principal de {actor.organisation_name}, ou à son suppléant.",
    )


def may_enrol_administrators(actor: Actor) -> Decision:
    """A caisse enrols in a partner the administrators it appoints, nobody else (contrat de service 2.2.1; MCP-20)."""
    if actor.is_caisse and actor.can("delegation:appoint"):
        return allow(MANAGEMENT)
    return refuse(
        "administrators_not_enrolled",
        "Seul l'administrateur de la caisse inscrit chez un partenaire les administrateurs qu'il nomme.",
        clause=MANAGEMENT,
        fix="Adressez le formulaire de l'annexe 2 à la caisse.",
    )
