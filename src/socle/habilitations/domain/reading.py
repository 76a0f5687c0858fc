"""Who may read the sheet of a right: its holder, and those who manage or supervise rights (MCP-21, MCP-25)."""

from __future__ import annotations

from uuid import UUID

from socle.habilitations.domain.access import ASK, MANAGERS_CLAUSE
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision, allow, refuse


def may_read_right(actor: Actor, person_id: UUID) -> Decision:
    """One's own right, or any right of the organisation for those who list them."""
    if person_id == actor.person_id or actor.can("habilitation:list"):
        return allow(MANAGERS_CLAUSE)
    return refuse(
        "right_of_another",
        "Seuls la personne concernée et les gestionnaires d'habilitations lisent la fiche d'un droit.",
        clause=MANAGERS_CLAUSE,
        fix=ASK,
    )
