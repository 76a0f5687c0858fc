"""Who supervises, and who answers: the caisse of the convention on one side, the partner's managers on the other."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from socle.kernel.actor import Actor
from socle.kernel.decision import Decision, allow, refuse
from socle.supervision.domain.clocks import SUPERVISION_CLAUSE

ASK_CAISSE = "La caisse donne ce rôle à ses superviseurs et à ses administrateurs."
ASK_PARTNER = "Demandez à l'administrateur principal ou au suppléant de votre organisme."


def may(actor: Actor, permission: str) -> Decision:
    """Whether one of the actor's roles carries the permission."""
    if actor.can(permission):
        return allow(SUPERVISION_CLAUSE)
    return refuse(
        "permission_missing",
        "Votre rôle ne permet pas cette action de supervision.",
        clause=SUPERVISION_CLAUSE,
        fix=ASK_CAISSE if actor.is_caisse else ASK_PARTNER,
    )


def may_follow(actor: Actor) -> Decision:
    """Who supervises follows what they asked; who answers, what they were asked."""
    return may(actor, "partner:supervise") if actor.is_caisse else may(actor, "question:answer")


def at_home(actor: Actor, organisation_id: UUID, caisse_id: UUID) -> Decision:
    """Whether the actor acts for the partner or the caisse of this matter: nobody else has a say."""
    if actor.organisation_id in {organisation_id, caisse_id}:
        return allow(SUPERVISION_CLAUSE)
    return refuse("not_a_party", "Cette affaire ne concerne pas votre organisme.", clause=SUPERVISION_CLAUSE)


def cited(decision: Decision) -> Decision:
    """The same decision, with the clause of supervision when the table of steps gave none."""
    return decision if decision or decision.clause else replace(decision, clause=SUPERVISION_CLAUSE)
