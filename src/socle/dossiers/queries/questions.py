"""About whom and about what « Pourquoi ? » may be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from socle.habilitations.queries.lists import people
from socle.habilitations.queries.offers import offers_of
from socle.kernel.actor import Actor
from socle.organismes.choosing import Chosen, chosen_body
from socle.theme.choosing import Choice

MOST = 500
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Askable:
    """The people and the profiles of one body; `bodies` are those a caisse may choose instead."""

    body: UUID
    bodies: Choice
    people: Choices
    profiles: Choices


def askable(actor: Actor, query: Mapping[str, str], at: datetime) -> Askable:
    """Oneself for everybody; colleagues for who manages rights; for a caisse, the people of one partner."""
    asks_others = actor.can("right:explain")
    body = chosen_body(actor, query, with_own=False) if asks_others else Chosen(actor.organisation_id, "")
    found = people(body.id, at, limit=MOST) if asks_others else []
    profiles = {offer.key: offer.title for offer in offers_of(body.id, at)}
    return Askable(
        body.id,
        body.choices,
        tuple((str(line.person_id), f"{line.last_name} {line.first_name}, {line.function}") for line in found),
        tuple(profiles.items()),
    )
