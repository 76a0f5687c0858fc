"""Reading bodies, people and places that the actor may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from socle.organismes.models import Equipment, Membership, Organisation, Place


@dataclass(frozen=True, slots=True)
class ScopeName:
    """A place or équipement that a right may be limited to."""

    id: UUID
    name: str
    level: str


def scopes_of(organisation_id: UUID) -> Mapping[str, tuple[tuple[UUID, str], ...]]:
    """Places and équipements of an organisation by level, as (id, name)."""
    equipments = Equipment.objects.filter(organisation_id=organisation_id).order_by("name")
    places = Place.objects.filter(organisation_id=organisation_id).order_by("equipment__name", "name")
    return {
        "equipment": tuple((row.id, row.name) for row in equipments),
        "place": tuple((row.id, row.name) for row in places),
    }


def members(organisation_id: UUID, at: datetime) -> QuerySet[Membership]:
    """People of an organisation at an instant, by name."""
    return (
        Membership.objects.filter(organisation_id=organisation_id, joined_at__lte=at)
        .filter(Q(left_at=None) | Q(left_at__gt=at))
        .select_related("person")
        .order_by("person__last_name", "person__first_name", "id")
    )


def membership_of(person_id: UUID, organisation_id: UUID, at: datetime) -> Membership | None:
    """The membership of a person in an organisation at an instant."""
    return members(organisation_id, at).filter(person_id=person_id).first()


def organisation(organisation_id: UUID) -> Organisation:
    return Organisation.objects.get(id=organisation_id)
