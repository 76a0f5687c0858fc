"""Rights and roles as supervision reads them: what a measure would touch, what a sample is drawn from.

The rooms above name the rows they are handed by importing their type from here: they never query nor write them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from socle.habilitations.domain.roles import MANAGERS
from socle.habilitations.domain.suspensions import SuspensionKind
from socle.habilitations.models import Delegation, Habilitation, Suspension

__all__ = [
    "Delegation",
    "Habilitation",
    "lasting_rights",
    "managing_memberships",
    "managing_roles",
    "named_rights",
    "rights_held",
    "suspended_by_caisse",
]


def lasting_rights(
    convention_id: UUID,
    organisation_id: UUID,
    at: datetime,
    *,
    right: UUID | None = None,
    person: UUID | None = None,
    service: str = "",
) -> list[Habilitation]:
    """Rights of a partner in force or to come, under one convention, by person."""
    rows = Habilitation.objects.filter(convention_id=convention_id, organisation_id=organisation_id)
    rows = rows.filter(Q(period__contains=at) | Q(period__startswith__gt=at)).filter(withdrawn_at=None)
    if right:
        rows = rows.filter(id=right)
    if person:
        rows = rows.filter(membership__person_id=person)
    if service:
        rows = rows.filter(service=service)
    rows = rows.select_related("membership__person")
    return list(rows.order_by("membership__person__last_name", "membership__person__first_name", "id"))


def managing_roles(organisation_id: UUID, at: datetime, *, person: UUID | None = None) -> list[Delegation]:
    """Who manages rights in a partner; for one person, with everything passed on from their delegations."""
    rows = Delegation.objects.filter(organisation_id=organisation_id, period__contains=at, role__in=list(MANAGERS))
    if person:
        rows = rows.filter(membership__person_id=person)
    found = list(rows.select_related("membership__person").order_by("-role", "granted_at", "id"))
    return found if person is None else [*found, *_passed_on(organisation_id, found, at)]


def _passed_on(organisation_id: UUID, held: Sequence[Delegation], at: datetime) -> list[Delegation]:
    """What was passed on from these delegations, and from those in turn."""
    rows = Delegation.objects.filter(organisation_id=organisation_id, period__contains=at, parent__isnull=False)
    everything = list(rows.select_related("membership__person").order_by("granted_at", "id"))
    known = {one.id for one in held}
    found: list[Delegation] = []
    while more := [one for one in everything if one.parent_id in known and one.id not in known]:
        found += more
        known |= {one.id for one in more}
    return found


def suspended_by_caisse(habilitation_ids: Sequence[UUID]) -> frozenset[UUID]:
    """The rights, among these, that the caisse already suspends as a precaution."""
    rows = Suspension.objects.filter(
        habilitation_id__in=list(habilitation_ids), kind=SuspensionKind.PRECAUTION, lifted_at=None
    )
    return frozenset(rows.values_list("habilitation_id", flat=True))


def named_rights(ids: Sequence[UUID]) -> list[Habilitation]:
    """The rights of these identifiers, by person."""
    rows = Habilitation.objects.filter(id__in=list(ids)).select_related("membership__person", "organisation")
    return list(rows.order_by("membership__person__last_name", "id"))


def managing_memberships(at: datetime) -> frozenset[UUID]:
    """The memberships, among those seen, that managed rights at this instant."""
    rows = Delegation.objects.filter(period__contains=at, role__in=list(MANAGERS))
    return frozenset(rows.values_list("membership_id", flat=True))


def rights_held(
    caisse_id: UUID, at: datetime, *, partner: UUID | None = None, service: str = "", profile: str = ""
) -> tuple[Sequence[Habilitation], Counter[UUID]]:
    """Rights under the conventions of a caisse at an instant, and how many each person held then."""
    rows = Habilitation.objects.filter(caisse_id=caisse_id, period__contains=at, granted_at__lte=at)
    if partner:
        rows = rows.filter(organisation_id=partner)
    everyone = Counter(rows.values_list("membership_id", flat=True))
    if service:
        rows = rows.filter(service=service)
    if profile:
        rows = rows.filter(profile=profile)
    return list(rows.order_by("id")), everyone
