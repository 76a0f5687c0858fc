"""What rights ask of people today: ends that come near, seats nearly all taken, invitations left unanswered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from socle.habilitations.domain.inactivity import HOUSE
from socle.habilitations.models import Habilitation
from socle.habilitations.queries.seats import SeatLine, seat_lines

SOON = timedelta(days=30)
NEARLY = 0.9
NOT_ACTIVATED = """
select distinct p.id, p.first_name || ' ' || p.last_name as name
from habilitations_habilitation h
join organismes_membership m on m.id = h.membership_id
join organismes_person p on p.id = m.person_id
left join accounts_account a on a.person_id = p.id
where h.organisation_id = %(organisation)s and h.period @> %(at)s
  and h.granted_at < %(before)s and coalesce(a.state, 'none') <> 'active'
order by name
"""
INVITATION = timedelta(days=3)
UNUSED = """
select h.id, h.membership_id, p.first_name || ' ' || p.last_name as name, h.service, h.profile,
       greatest(lower(h.period), h.last_used_at, h.reactivated_at) as active_at
from habilitations_habilitation h
join organismes_membership m on m.id = h.membership_id
join organismes_person p on p.id = m.person_id
where h.organisation_id = %(organisation)s and h.period @> %(at)s
  and greatest(lower(h.period), h.last_used_at, h.reactivated_at) < %(before)s
  and (%(membership)s::uuid is null or h.membership_id = %(membership)s)
order by active_at, name limit %(limit)s
"""
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who has a right and has not activated their account."""

    person_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Unused:
    """A right that has not served for a while: it stops by itself on a known day."""

    id: UUID
    membership_id: UUID
    name: str
    service: str
    profile: str
    active_at: datetime


def unused(organisation_id: UUID, at: datetime, *, membership_id: UUID | None = None) -> list[Unused]:
    """Rights of an organisation, or of one member, past the first reminder of inactivity; the twenty oldest uses."""
    before = at - timedelta(days=HOUSE.first_reminder)
    asked = {"organisation": organisation_id, "membership": membership_id, "at": at, "before": before, "limit": SHOWN}
    with connection.cursor() as cursor:
        cursor.execute(UNUSED, asked)
        return [Unused(*row) for row in cursor.fetchall()]


def ending_soon(organisation_id: UUID, at: datetime, *, membership_id: UUID | None = None) -> list[Habilitation]:
    """Rights of an organisation, or of one member, that end within thirty days, the nearest first."""
    rows = Habilitation.objects.filter(
        organisation_id=organisation_id,
        withdrawn_at=None,
        period__contains=at,
        period__endswith__lte=at + SOON,
    ).select_related("membership__person")
    if membership_id:
        rows = rows.filter(membership_id=membership_id)
    return sorted(rows, key=lambda row: row.period.upper)


def nearly_exhausted(organisation_id: UUID, at: datetime) -> list[SeatLine]:
    """Opened ceilings of which nine tenths or more are taken."""
    lines = seat_lines(organisation_id, at)
    return [line for line in lines if line.maximum and line.used / line.maximum >= NEARLY]


def not_activated(organisation_id: UUID, at: datetime) -> list[Waiting]:
    """People with a right opened three days ago or more whose account is not active."""
    with connection.cursor() as cursor:
        cursor.execute(NOT_ACTIVATED, {"organisation": organisation_id, "at": at, "before": at - INVITATION})
        return [Waiting(*row) for row in cursor.fetchall()]
