"""What the actor may do with each line of a list, decided for a whole page with two statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from socle.habilitations.domain.granting import Holder, default_roles, may_manage
from socle.habilitations.models import Delegation, Habilitation
from socle.habilitations.queries.roles import actor_holder
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision
from socle.organismes.queries import Membership


def holders_of(memberships: Iterable[Membership], at: datetime) -> Mapping[UUID, Holder]:
    """Members as the rules of delegation see them, in one statement."""
    found = {one.id: one for one in memberships}
    held: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for row in Delegation.objects.filter(membership_id__in=found, period__contains=at):
        held[row.membership_id].append((row.role, row.service))
    return {
        identifier: Holder(
            membership_id=identifier,
            organisation_id=one.organisation_id,
            name=one.person.name,
            roles=default_roles(role for role, _ in held[identifier]),
            perimeter=frozenset(service for _, service in held[identifier] if service),
            diploma=one.person.diploma,
        )
        for identifier, one in found.items()
    }


def withdrawals(rows: Sequence[Habilitation], actor: Actor, at: datetime) -> Mapping[UUID, Decision]:
    """For each right, whether the actor may withdraw it; a recent confirmation of identity is asked at the act."""
    manager = actor_holder(actor, at)
    holders = holders_of((row.membership for row in rows), at)
    return {row.id: may_manage(manager, holders.get(row.membership_id), row.service) for row in rows}


def withdrawals_of(ids: Sequence[UUID], actor: Actor, at: datetime) -> Mapping[UUID, Decision]:
    """The same, for rights known by their identifier alone."""
    rows = Habilitation.objects.filter(id__in=list(ids)).select_related("membership__person")
    return withdrawals(list(rows), actor, at)


def may_open(actor: Actor, service: str, at: datetime) -> Decision:
    """Whether the actor may open a right of this service to an ordinary colleague."""
    manager = actor_holder(actor, at)
    colleague = Holder(UUID(int=0), manager.organisation_id, "", default_roles(()))
    return may_manage(manager, colleague, service)


def out_of_reach(membership_ids: Sequence[UUID], actor: Actor, at: datetime) -> frozenset[UUID]:
    """Among members of the actor's organisation, those whose rights the actor may never change: superiors, oneself."""
    manager = actor_holder(actor, at)
    roles: dict[UUID, set[str]] = defaultdict(set)
    for row in Delegation.objects.filter(membership_id__in=membership_ids, period__contains=at):
        roles[row.membership_id].add(row.role)
    people = (Holder(one, manager.organisation_id, "", default_roles(roles[one])) for one in membership_ids)
    anywhere = replace(manager, perimeter=frozenset())
    return frozenset(person.membership_id for person in people if not may_manage(anywhere, person, ""))
