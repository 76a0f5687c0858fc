"""What the pages of conventions and people show of rights: managers, seats, the rights of somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from socle.habilitations.domain.roles import ADMINISTRATORS, ROLES, RoleCode
from socle.habilitations.models import Delegation, Habilitation


@dataclass(frozen=True, slots=True)
class Manager:
    """Who manages the rights of a partner, and since when."""

    organisation_id: UUID
    organisation: str
    person_id: UUID
    name: str
    role: str
    function: str
    since: datetime


def managers_panel(
    convention_id: UUID, at: datetime, partner_ids: Sequence[UUID] = ()
) -> Mapping[UUID, tuple[Manager, ...]]:
    """The principal and the suppléant by partner, the principal first.

    A delegation given for one convention counts for it alone; one given without any counts for every convention of
    the partner, when `partner_ids` names it.
    """
    rows = Delegation.objects.filter(role__in=list(ADMINISTRATORS), period__contains=at)
    everywhere = Q(convention__isnull=True, organisation_id__in=list(partner_ids))
    chosen = rows.filter(Q(convention_id=convention_id) | everywhere)
    found: dict[UUID, list[Manager]] = {}
    for row in chosen.select_related("membership__person", "organisation").order_by("role", "granted_at"):
        found.setdefault(row.organisation_id, []).append(
            Manager(
                row.organisation_id,
                row.organisation.legal_name,
                row.membership.person_id,
                row.membership.person.name,
                ROLES[RoleCode(row.role)].label,
                row.membership.function,
                row.period.lower,
            )
        )
    return {organisation: tuple(managers) for organisation, managers in found.items()}


def counts_of(membership_ids: Sequence[UUID], at: datetime) -> Mapping[UUID, int]:
    """How many rights each member holds now, in one statement."""
    rows = Habilitation.objects.filter(membership_id__in=list(membership_ids), period__contains=at)
    return Counter(rows.values_list("membership_id", flat=True))


def current_rights(membership_id: UUID, at: datetime) -> list[Habilitation]:
    """The rights a member holds now, the latest first."""
    rows = Habilitation.objects.filter(membership_id=membership_id, period__contains=at)
    return list(rows.order_by("-granted_at", "id"))
