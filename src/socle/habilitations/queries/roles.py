"""Roles held by a membership: at this instant before any context, or at another instant inside one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from socle.habilitations.domain.granting import Holder, Target, default_roles
from socle.habilitations.domain.perimeter import Perimeter
from socle.habilitations.domain.roles import ADMINISTRATORS, MANAGERS, RoleCode
from socle.habilitations.models import Delegation, GroupMember
from socle.kernel.actor import Actor
from socle.organismes.queries import Membership, membership


def roles_in_use(membership_id: UUID) -> frozenset[str]:
    """Roles held now, by a narrow database function: no context is needed yet."""
    with connection.cursor() as cursor:
        cursor.execute("select socle_roles_in_use(%s)", (membership_id,))
        return frozenset(cursor.fetchone()[0])


def holder_of(membership: Membership, at: datetime) -> Holder:
    """A member as the rules of delegation see them."""
    return holders_of([membership], at)[membership.id]


def holders_of(memberships: Iterable[Membership], at: datetime) -> Mapping[UUID, Holder]:
    """Members as the rules of delegation see them, in two statements whatever their number."""
    found = {one.id: one for one in memberships}
    held: dict[UUID, list[Delegation]] = defaultdict(list)
    for row in Delegation.objects.filter(membership_id__in=found, period__contains=at).order_by("granted_at", "id"):
        held[row.membership_id].append(row)
    groups: dict[UUID, set[UUID]] = defaultdict(set)
    rows = GroupMember.objects.filter(membership_id__in=found, period__contains=at)
    for membership_id, group_id in rows.values_list("membership_id", "group_id"):
        groups[membership_id].add(group_id)
    return {
        identifier: Holder(
            membership_id=identifier,
            organisation_id=one.organisation_id,
            name=one.person.name,
            roles=default_roles(row.role for row in held[identifier]),
            perimeters=tuple(perimeter_of(row) for row in held[identifier] if row.role == RoleCode.DELEGATE),
            diploma=one.person.diploma,
            groups=frozenset(groups[identifier]),
        )
        for identifier, one in found.items()
    }


def perimeter_of(delegation: Delegation) -> Perimeter:
    """How far the delegation goes."""
    return Perimeter(
        services=frozenset(delegation.services),
        profiles=frozenset(delegation.profiles),
        scopes=frozenset(delegation.scopes),
        groups=frozenset(delegation.groups),
    )


def actor_holder(actor: Actor, at: datetime) -> Holder:
    """The actor as the rules of delegation see them, read again in this transaction."""
    return holder_of(membership(actor.membership_id), at)


def delegation_under(actor: Actor, person: Holder, target: Target, at: datetime) -> UUID | None:
    """The delegation by which the actor gives this right to this person: the oldest that covers it."""
    rows = Delegation.objects.filter(membership_id=actor.membership_id, period__contains=at, role__in=list(MANAGERS))
    for row in rows.order_by("granted_at", "id"):
        perimeter = perimeter_of(row)
        if row.role in ADMINISTRATORS or perimeter.covers(
            target.service, target.profile, target.scope_id, person.groups
        ):
            return row.id
    return None


def managers_of(organisation_id: UUID, at: datetime) -> list[Delegation]:
    """Who manages rights in an organisation, the principal first."""
    return list(
        Delegation.objects.filter(organisation_id=organisation_id, period__contains=at)
        .select_related("membership__person")
        .order_by("-role", "granted_at")
    )
