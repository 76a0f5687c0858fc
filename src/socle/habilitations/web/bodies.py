"""Whose rights a page shows: one's own organisation or, for a caisse, the partner chosen."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from socle.kernel.actor import Actor
from socle.organismes import directory


@dataclass(frozen=True, slots=True)
class Body:
    """The organisation shown, and those the actor may choose instead."""

    id: UUID
    name: str
    choices: tuple[tuple[str, str], ...] = ()


def chosen_body(actor: Actor, text: str) -> Body:
    """A caisse reads its partners', the first one by default; anybody else their own. Inside a transaction."""
    if not actor.is_caisse:
        return Body(actor.organisation_id, actor.organisation_name)
    partners = [body for body in directory.bodies() if body.id != actor.organisation_id]
    choices = tuple((str(body.id), body.legal_name) for body in partners)
    found = next((body for body in partners if str(body.id) == text), partners[0] if partners else None)
    if found is None:
        return Body(actor.organisation_id, actor.organisation_name)
    return Body(found.id, found.legal_name, choices)
