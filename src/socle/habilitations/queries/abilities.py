"""What the actor may do with each line of a list, decided for a whole page with a constant number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from socle.habilitations.domain.granting import Holder, Target, default_roles, may_manage
from socle.habilitations.models import Delegation, Habilitation
from socle.habilitations.queries.management import in_place_of, managing_of
from socle.habilitations.queries.roles import actor_holder, holders_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision


def target_of(row: Habilitation) -> Target:
    """The right as the rules of delegation see it."""
    return Target(row.service, row.profile, row.scope_id)


def withdrawals(rows: Sequence[Habilitation], actor: Actor, at: datetime) -> Mapping[UUID, Decision]:
    """For each right, whether the actor may change it; a recent confirmation of identity is asked at the act."""
    manager = actor_holder(actor, at)
    holders = holders_of((row.membership for row in rows), at)
    managing = managing_of({(row.convention_id, row.organisation_id) for row in rows}, at)
    found = {}
    for row in rows:
        theirs = managing[row.convention_id, row.organisation_id]
        acting = in_place_of(manager, actor, row.caisse_id, row.organisation_id, theirs)
        found[row.id] = may_manage(acting, holders.get(row.membership_id), target_of(row), managing=theirs)
    return found


def withdrawals_of(ids: Sequence[UUID], actor: Actor, at: datetime) -> Mapping[UUID, Decision]:
    """The same, for rights known by their identifier alone."""
    rows = Habilitation.objects.filter(id__in=list(ids)).select_related("membership__person")
    return withdrawals(list(rows), actor, at)


def may_open(actor: Actor, service: str, at: datetime) -> Decision:
    """Whether the actor may open a right of this service to an ordinary colleague."""
    manager = actor_holder(actor, at)
    colleague = Holder(UUID(int=0), manager.organisation_id, "", default_roles(()))
    return may_manage(manager, colleague, Target(service))


def out_of_reach(membership_ids: Sequence[UUID], actor: Actor, at: datetime) -> frozenset[UUID]:
    """Among members of the actor's organisation, those whose rights the actor may never change: superiors, oneself."""
    manager = actor_holder(actor, at)
    anywhere = replace(manager, perimeters=())
    people = _ranked(membership_ids, manager.organisation_id, at)
    return frozenset(person.membership_id for person in people if not may_manage(anywhere, person, Target("")))


def _ranked(membership_ids: Sequence[UUID], organisation_id: UUID, at: datetime) -> Iterable[Holder]:
    roles: dict[UUID, set[str]] = {one: set() for one in membership_ids}
    for row in Delegation.objects.filter(membership_id__in=membership_ids, period__contains=at):
        roles[row.membership_id].add(row.role)
    return (Holder(one, organisation_id, "", default_roles(held)) for one, held in roles.items())
