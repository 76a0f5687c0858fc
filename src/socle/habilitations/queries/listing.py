"""The list of rights as its page and the API filter it, by keyset pages, on any day as it was known then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from socle.habilitations.domain.states import RightState
from socle.habilitations.models import Habilitation
from socle.habilitations.queries.states import in_state
from socle.theme.cursor import DEFAULT

LASTING, EVERY = "", "all"


@dataclass(frozen=True, slots=True)
class RightsFilter:
    """What the list is limited to; `state` is a RightState, EVERY or LASTING (in force, suspended or coming)."""

    organisation_id: UUID
    service: str = ""
    profile: str = ""
    words: str = ""
    state: str = LASTING
    person_id: UUID | None = None


def rights(
    wanted: RightsFilter, at: datetime, *, after: tuple[str, ...] | None = None, limit: int = DEFAULT
) -> list[Habilitation]:
    """Rights granted before `at`, the latest first; one more than `limit`."""
    rows = _matching(wanted, at)
    if after:
        granted_at = datetime.fromisoformat(after[0])
        rows = rows.filter(Q(granted_at__lt=granted_at) | Q(granted_at=granted_at, id__gt=after[1]))
    return list(rows[: limit + 1])


def key_of(row: Habilitation) -> tuple[str, str]:
    """Its place in the list."""
    return (row.granted_at.isoformat(), str(row.id))


def every_right(wanted: RightsFilter, at: datetime) -> list[Habilitation]:
    """The same rights, all of them: for an export."""
    return list(_matching(wanted, at))


def _matching(wanted: RightsFilter, at: datetime) -> QuerySet[Habilitation]:
    rows = Habilitation.objects.filter(organisation_id=wanted.organisation_id, granted_at__lte=at)
    if wanted.state == LASTING:
        rows = rows.filter(Q(period__contains=at) | in_state(RightState.COMING, at))
    elif wanted.state != EVERY:
        rows = rows.filter(in_state(RightState(wanted.state), at))
    if wanted.service:
        rows = rows.filter(service=wanted.service)
    if wanted.profile:
        rows = rows.filter(profile=wanted.profile)
    if wanted.person_id:
        rows = rows.filter(membership__person_id=wanted.person_id)
    for word in wanted.words.split():
        last = Q(membership__person__last_name__icontains=word)
        rows = rows.filter(last | Q(membership__person__first_name__icontains=word))
    return rows.select_related("membership__person", "convention", "caisse").order_by("-granted_at", "id")
