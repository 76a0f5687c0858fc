"""What stops a right now, and who could stand in for its holder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from socle.habilitations.domain.granting import may_manage
from socle.habilitations.models import Habilitation, Suspension
from socle.habilitations.queries.abilities import target_of
from socle.habilitations.queries.roles import actor_holder, holders_of
from socle.kernel.actor import Actor
from socle.organismes.queries import members

OFFERED = 500


def running_suspension(habilitation_id: UUID, at: datetime) -> Suspension | None:
    """The suspension in force, the latest one first."""
    rows = Suspension.objects.filter(habilitation_id=habilitation_id, period__contains=at)
    return rows.order_by("-suspended_at").first()


def suspensions_of(habilitation_id: UUID) -> list[Suspension]:
    """Every suspension of a right, the latest first."""
    return list(Suspension.objects.filter(habilitation_id=habilitation_id).order_by("-suspended_at"))


def stand_ins_for(row: Habilitation, actor: Actor, at: datetime) -> Sequence[tuple[str, str]]:
    """Colleagues whose rights the actor manages and who do not hold this one, as choices of a form."""
    held = Habilitation.objects.filter(
        organisation_id=row.organisation_id, service=row.service, profile=row.profile, scope_id=row.scope_id
    ).filter(period__contains=at)
    found = list(members(row.organisation_id, at).exclude(id__in=held.values("membership_id"))[:OFFERED])
    manager, holders, target = actor_holder(actor, at), holders_of(found, at), target_of(row)
    return [
        (str(one.person_id), f"{one.person.name}, {one.function}")
        for one in found
        if may_manage(manager, holders[one.id], target)
    ]


def stand_ins_of(
    organisation_id: UUID, at: datetime | None, *, after: Sequence[str] | None, limit: int
) -> list[Habilitation]:
    """Rights held in somebody's place, the latest first; in force or to come at `at`, all of them when it is None."""
    rows = Habilitation.objects.filter(organisation_id=organisation_id, stands_in_for__isnull=False)
    rows = rows.select_related("membership__person", "stands_in_for__membership__person")
    if at is not None:
        rows = rows.filter(Q(period__contains=at) | Q(period__startswith__gt=at))
    if after:
        granted_at, identifier = datetime.fromisoformat(after[0]), after[1]
        rows = rows.filter(Q(granted_at__lt=granted_at) | Q(granted_at=granted_at, id__gt=identifier))
    return list(rows.order_by("-granted_at", "id")[: limit + 1])
