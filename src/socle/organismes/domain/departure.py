"""A departure ends at once what the person could do (convention 9.2, contrat de service 2.2.1; MCP-23)."""

from __future__ import annotations

from uuid import UUID

from socle.kernel.actor import Actor
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, refuse
from socle.organismes.domain.access import MANAGEMENT, may_register_people

DEPARTURE = Clause("convention", "9.2")


def may_end(actor: Actor, membership_id: UUID, *, is_gone: bool) -> Decision:
    """Whoever registers people records a departure, never their own nor the same one twice."""
    if is_gone:
        return refuse("already_gone", "Cette personne a déjà quitté l'organisme.", clause=DEPARTURE)
    if membership_id == actor.membership_id:
        return refuse(
            "own_departure",
            "Vous ne pouvez pas enregistrer votre propre départ.",
            clause=MANAGEMENT,
            fix="Demandez-le à l'autre administrateur de votre organisme, ou à la caisse.",
        )
    return may_register_people(actor)
