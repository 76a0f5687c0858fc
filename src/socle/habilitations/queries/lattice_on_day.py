"""Who managed whom on a day, as it was known then (MCP-22; « qui pouvait lire quoi »): reading only."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from socle.habilitations.domain.roles import MANAGERS
from socle.habilitations.domain.states import RightOnDay, right_on_day
from socle.habilitations.models import Delegation
from socle.habilitations.queries.delegations import Lattice, by_rank
from socle.habilitations.queries.roles import perimeter_of
from socle.kernel.period import Period


def lattice_on_day(organisation_id: UUID, at: datetime) -> Lattice:
    """The roles given before that were running or announced then, each under the one it hung on, in one statement."""
    known = Q(period__contains=at) | Q(period__startswith__gt=at) | Q(period__isempty=True, withdrawn_at__gt=at)
    rows = Delegation.objects.filter(
        known, organisation_id=organisation_id, role__in=list(MANAGERS), granted_at__lte=at
    ).select_related("membership__person", "parent")
    found = Lattice(by_rank(rows.order_by("granted_at", "id")), at)
    return replace(found, above={row.id: _above(row, found) for row in found.rows})


def _above(row: Delegation, lattice: Lattice) -> UUID | None:
    """What it hung on; when that changed hands since, the one that the present one took the place of, if it is sure."""
    if row.parent_id is None or lattice.row(row.parent_id):
        return row.parent_id
    before = [one.id for one in lattice.rows if row.parent and _gave_way(one, row.parent)]
    return before[0] if len(before) == 1 else None


def _gave_way(old: Delegation, new: Delegation) -> bool:
    """Ended at the instant the other began: another perimeter of the same person, or a successor in the same one."""
    return old.withdrawn_at == new.granted_at and (
        old.membership_id == new.membership_id or perimeter_of(old) == perimeter_of(new)
    )


def role_on_day(row: Delegation, at: datetime) -> RightOnDay:
    """A role as it stood: a later withdrawal was not announced."""
    period = None if row.period.isempty else Period(row.period.lower, row.period.upper)
    return right_on_day(period, row.withdrawn_at, None, at)
