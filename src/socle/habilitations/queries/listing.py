"""The list of rights as its page filters it, by keyset pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from socle.habilitations.models import Habilitation
from socle.theme.cursor import DEFAULT


@dataclass(frozen=True, slots=True)
class RightsFilter:
    """What the list is limited to; `words` are looked for in the names."""

    organisation_id: UUID
    service: str = ""
    profile: str = ""
    words: str = ""
    with_ended: bool = False


def rights(
    wanted: RightsFilter, at: datetime, *, after: tuple[str, str] | None = None, limit: int = DEFAULT
) -> list[Habilitation]:
    """Rights in force or to come, and ended ones on demand, the latest first; one more than `limit`."""
    rows = _matching(wanted, at)
    if after:
        granted_at = datetime.fromisoformat(after[0])
        rows = rows.filter(Q(granted_at__lt=granted_at) | Q(granted_at=granted_at, id__gt=after[1]))
    return list(rows[: limit + 1])


def every_right(wanted: RightsFilter, at: datetime) -> list[Habilitation]:
    """The same rights, all of them: for an export."""
    return list(_matching(wanted, at))


def _matching(wanted: RightsFilter, at: datetime) -> QuerySet[Habilitation]:
    rows = Habilitation.objects.filter(organisation_id=wanted.organisation_id)
    if not wanted.with_ended:
        rows = rows.filter(Q(period__contains=at) | Q(period__startswith__gt=at))
    if wanted.service:
        rows = rows.filter(service=wanted.service)
    if wanted.profile:
        rows = rows.filter(profile=wanted.profile)
    for word in wanted.words.split():
        last = Q(membership__person__last_name__icontains=word)
        rows = rows.filter(last | Q(membership__person__first_name__icontains=word))
    return rows.select_related("membership__person", "convention", "caisse").order_by("-granted_at", "id")
