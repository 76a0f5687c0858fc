"""Who may read lists of people, seats and rights, and ask why a decision falls as it does (MCP-21, MCP-25, MCP-32)."""

from __future__ import annotations

from uuid import UUID

from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse

MANAGERS_CLAUSE = Clause("contrat de service", "2.2.2")
ASK = "Demandez à l'administrateur principal ou au suppléant de votre organisme."


def may(actor: Actor, permission: str) -> Decision:
    """Whether one of the actor's roles carries the permission."""
    if actor.can(permission):
        return allow(MANAGERS_CLAUSE)
    return refuse(
        "permission_missing",
        "Cette page est réservée aux personnes qui gèrent les habilitations.",
        clause=MANAGERS_CLAUSE,
        fix=ASK,
    )


def may_explain(actor: Actor, person_id: UUID) -> Decision:
    """Everybody may ask about themselves; about somebody else, only who manages or supervises their rights."""
    if person_id == actor.person_id or actor.can("right:explain"):
        return allow(MANAGERS_CLAUSE)
    return refuse(
        "explain_others",
        "Seuls les gestionnaires d'habilitations peuvent interroger les droits d'une autre personne.",
        clause=MANAGERS_CLAUSE,
        fix=ASK,
    )
