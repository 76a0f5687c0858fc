"""What falls with a membership, before it does: rights and seats, roles and what hangs below, groups, connections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from socle.accounts.queries import OpenAccess, open_access
from socle.habilitations.models import Delegation, GroupMember, Habilitation, SeatHold
from socle.habilitations.queries.delegations import lattice_of, rights_under, roles_of
from socle.organismes.queries import Membership


@dataclass(frozen=True, slots=True)
class Falls:
    """Everything that ends with a membership, and the rights it had given, which stay."""

    rights: tuple[Habilitation, ...]
    seats: int
    roles: tuple[Delegation, ...]
    below: tuple[Delegation, ...]
    groups: tuple[str, ...]
    access: OpenAccess
    given: int
    heirs: tuple[str, ...]
    stand_ins: tuple[Habilitation, ...] = ()
    given_back: tuple[Habilitation, ...] = ()


def falls_of(membership: Membership, at: datetime) -> Falls:
    """Read what hangs on the membership, in every convention of its organisation."""
    lattice = lattice_of(membership.organisation_id, at)
    roles = roles_of(membership.id, at)
    own = {row.id for row in roles}
    below = {one.id: one for row in roles for one in lattice.below(row.id) if one.id not in own}
    return Falls(
        rights=tuple(lasting_rights(membership.id, at)),
        seats=_seats(membership.id, at),
        roles=tuple(roles),
        below=tuple(below.values()),
        groups=tuple(_groups(membership.id, at)),
        access=open_access(membership.id),
        given=sum(rights_under([*own, *below], at).values()),
        heirs=tuple(row.membership.person.name for row in lattice.administrators if row.id not in own),
        stand_ins=tuple(_lasting(at).filter(stands_in_for__membership_id=membership.id)),
        given_back=tuple(_lasting(at).filter(stand_ins__in=_lasting(at).filter(membership_id=membership.id))),
    )


def lasting_rights(membership_id: UUID, at: datetime) -> list[Habilitation]:
    """Rights in force or to come, in every convention."""
    return list(_lasting(at).filter(membership_id=membership_id).order_by("service", "profile", "id"))


def _lasting(at: datetime) -> QuerySet[Habilitation]:
    lasting = Q(period__contains=at) | Q(period__startswith__gt=at)
    rows = Habilitation.objects.filter(lasting, withdrawn_at=None)
    return rows.select_related("convention", "caisse", "membership__person")


def _seats(membership_id: UUID, at: datetime) -> int:
    return (
        SeatHold.objects.filter(membership_id=membership_id, period__contains=at)
        .values("bucket", "slot")
        .distinct()
        .count()
    )


def _groups(membership_id: UUID, at: datetime) -> list[str]:
    rows = GroupMember.objects.filter(membership_id=membership_id, period__contains=at)
    return list(rows.order_by("group__name").values_list("group__name", flat=True))
