"""Who holds which role inside a caisse."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from socle.habilitations.domain.caisse_roles import CAISSE_ROLES
from socle.habilitations.models import Delegation

__all__ = ["Delegation", "holders", "standing_role"]


def _standing(organisation_id: UUID, at: datetime) -> QuerySet[Delegation]:
    lasting = Q(period__endswith=None) | Q(period__endswith__gt=at)
    rows = Delegation.objects.filter(lasting, organisation_id=organisation_id, withdrawn_at=None)
    return rows.filter(role__in=list(CAISSE_ROLES)).select_related("membership__person")


def holders(organisation_id: UUID, at: datetime) -> list[Delegation]:
    """The roles in force, the administrators first."""
    return list(_standing(organisation_id, at).order_by("role", "granted_at", "id"))


def standing_role(delegation_id: UUID, organisation_id: UUID, at: datetime) -> Delegation | None:
    """One role in force of this caisse, locked until the end of the transaction."""
    return _standing(organisation_id, at).select_for_update(of=("self",)).filter(id=delegation_id).first()
