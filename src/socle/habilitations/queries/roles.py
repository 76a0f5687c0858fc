"""Roles held by a membership: at this instant before any context, or at another instant inside one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection

from socle.habilitations.domain.granting import Holder, default_roles
from socle.habilitations.models import Delegation
from socle.kernel.actor import Actor
from socle.organismes.queries import Membership, membership


def roles_in_use(membership_id: UUID) -> frozenset[str]:
    """Roles held now, by a narrow database function: no context is needed yet."""
    with connection.cursor() as cursor:
        cursor.execute("select socle_roles_in_use(%s)", (membership_id,))
        return frozenset(cursor.fetchone()[0])


def holder_of(membership: Membership, at: datetime) -> Holder:
    """A member as the rules of delegation see them."""
    rows = list(
        Delegation.objects.filter(membership_id=membership.id, period__contains=at).values_list("role", "service")
    )
    services = frozenset(service for _, service in rows if service)
    return Holder(
        membership_id=membership.id,
        organisation_id=membership.organisation_id,
        name=membership.person.name,
        roles=default_roles(role for role, _ in rows),
        perimeter=services,
        diploma=membership.person.diploma,
    )


def actor_holder(actor: Actor, at: datetime) -> Holder:
    """The actor as the rules of delegation see them, read again in this transaction."""
    return holder_of(membership(actor.membership_id), at)


def managers_of(organisation_id: UUID, at: datetime) -> list[Delegation]:
    """Who manages rights in an organisation, the principal first."""
    return list(
        Delegation.objects.filter(organisation_id=organisation_id, period__contains=at)
        .select_related("membership__person")
        .order_by("-role", "granted_at")
    )
