"""About whom and about what « Pourquoi ? » may be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.habilitations.queries.lists import people
from socle.habilitations.queries.offers import offers_of
from socle.kernel.actor import Actor
from socle.organismes import directory

MOST = 500
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Askable:
    """The people and the profiles of one body; `bodies` are those a caisse may choose instead."""

    body: UUID
    bodies: Choices
    people: Choices
    profiles: Choices


def askable(actor: Actor, organisation: str, at: datetime) -> Askable:
    """Oneself for everybody; colleagues for who manages rights; for a caisse, the people of one partner."""
    asks_others = actor.can("right:explain")
    bodies = _bodies(actor) if asks_others and actor.is_caisse else ()
    chosen = next((UUID(key) for key, _ in bodies if key == organisation), _first(bodies, actor))
    found = people(chosen, at, limit=MOST) if asks_others else []
    profiles = {offer.key: offer.title for offer in offers_of(chosen, at)}
    return Askable(
        chosen,
        bodies,
        tuple((str(line.person_id), f"{line.last_name} {line.first_name}, {line.function}") for line in found),
        tuple(profiles.items()),
    )


def _bodies(actor: Actor) -> Choices:
    return tuple((str(row.id), row.legal_name) for row in directory.bodies() if row.id != actor.organisation_id)


def _first(bodies: Choices, actor: Actor) -> UUID:
    return UUID(bodies[0][0]) if bodies else actor.organisation_id
