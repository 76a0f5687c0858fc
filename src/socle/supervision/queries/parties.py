"""The two sides of what is supervised: the caisse that follows, the partner it follows, and their conventions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from socle.conventions.queries.adhesions import Adhesion, adhesions_of
from socle.habilitations.queries.management import taken_over
from socle.kernel.actor import Actor


def visible_to(actor: Actor) -> Q:
    """What the actor's body opened as a caisse, or is told as a partner."""
    return Q(organisation_id=actor.organisation_id) | Q(caisse_id=actor.organisation_id)


def adhesions_with(actor: Actor, partner_id: UUID, at: datetime) -> list[Adhesion]:
    """The conventions of the actor's caisse with this partner, the oldest first."""
    return [one for one in adhesions_of(partner_id, at) if one.caisse_id == actor.organisation_id]


def is_taken_over(adhesions: Iterable[Adhesion], partner_id: UUID, at: datetime) -> bool:
    """Whether the caisse of these conventions manages the rights of this partner now."""
    return any(partner == partner_id for _, partner in taken_over({one.id for one in adhesions}, at))
