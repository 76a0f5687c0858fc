"""About whom and about what « Pourquoi ? » may be asked."""

from __future__ import annotations

from datetime import datetime

from socle.habilitations.queries.lists import people
from socle.habilitations.queries.offers import offers_of
from socle.kernel.actor import Actor
from socle.organismes import directory

MOST = 500


def people_to_ask(actor: Actor, at: datetime) -> list[tuple[str, object]]:
    """Colleagues, or for a caisse the people of its partners; nobody else for who manages no rights."""
    if not actor.can("right:explain"):
        return []
    if not actor.is_caisse:
        return list(_choices(actor.organisation_id, at))
    return [(body.legal_name, _choices(body.id, at)) for body in directory.bodies()]


def _choices(organisation_id: object, at: datetime) -> list[tuple[str, str]]:
    found = people(organisation_id, at, limit=MOST)  # type: ignore[arg-type]
    return [(str(line.person_id), f"{line.last_name} {line.first_name}, {line.function}") for line in found]


def profiles_to_ask(actor: Actor, at: datetime) -> list[tuple[str, str]]:
    """The profiles of the organisation's conventions; for a caisse, those of its partners'."""
    bodies = [body.id for body in directory.bodies()] if actor.is_caisse else [actor.organisation_id]
    offers = {offer.key: offer.title for body in bodies for offer in offers_of(body, at)}
    return list(offers.items())
