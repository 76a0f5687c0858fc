"""Seats of an organisation: what each term opens, what is used at an instant, what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from socle.conventions.domain.kinds import Seats as SeatsTerm
from socle.conventions.domain.words import Level
from socle.conventions.queries.adhesions import Adhesion, adhesions_of
from socle.habilitations.domain.seats import Hold
from socle.kernel.clause import Clause
from socle.kernel.period import Period
from socle.organismes.queries import scopes_of

USED = """
select b.convention_id, b.term_key, b.scope_id, count(distinct h.slot)
from habilitations_seatbucket b
join habilitations_seathold h on h.bucket_id = b.id
where b.organisation_id = %s and h.period @> %s
group by b.convention_id, b.term_key, b.scope_id
"""
HOLDS = """
select slot, membership_id, lower(period), upper(period)
from habilitations_seathold
where bucket_id = %s and not isempty(period) and (upper(period) is null or upper(period) > %s)
"""
CEILINGS = """
select term_key,
  case when not is_end and coalesce((body ->> 'opened')::boolean, true) then (body ->> 'max')::integer end
from (
  select distinct on (term_key) term_key, is_end, body from conventions_term
  where convention_id = %s and term_key = any(%s) and validity @> clock_timestamp()
  order by term_key, act_number desc
) term
"""


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One ceiling of the convention; `maximum` None means not opened."""

    convention_id: UUID
    convention: str
    service: str
    profile: str
    scope_id: UUID | None
    scope: str
    maximum: int | None
    used: int
    clause: Clause
    term: str
    until: datetime | None = None

    @property
    def free(self) -> int:
        return max((self.maximum or 0) - self.used, 0)

    @property
    def says(self) -> str:
        """« 2 sur 12 »."""
        return f"{self.used} sur {self.maximum or 0}"

    @property
    def is_over(self) -> bool:
        return self.maximum is not None and self.used > self.maximum


def seat_lines(
    organisation_id: UUID,
    at: datetime,
    *,
    service: str = "",
    profile: str = "",
    adhesions: Sequence[Adhesion] | None = None,
) -> list[SeatLine]:
    """Every ceiling that concerns the organisation, in the order of its conventions' texts; `adhesions` when known."""
    used = _used(organisation_id, at)
    scopes = scopes_of(organisation_id)
    lines = []
    for adhesion in adhesions_of(organisation_id, at) if adhesions is None else adhesions:
        for term in adhesion.terms.of(SeatsTerm):
            seats = term.body
            if (service and seats.service != service) or (profile and seats.profile != profile):
                continue
            places = scopes.get(seats.per, ()) if seats.per is not Level.CONVENTION else ((None, ""),)
            lines += [
                SeatLine(
                    convention_id=adhesion.id,
                    convention=adhesion.label,
                    service=seats.service,
                    profile=seats.profile,
                    scope_id=scope_id,
                    scope=name,
                    maximum=seats.max if seats.opened else None,
                    used=used.get((adhesion.id, term.id, scope_id), 0),
                    clause=term.clause,
                    term=term.id,
                    until=adhesion.period.end if adhesion.period else None,
                )
                for scope_id, name in places
            ]
    return lines


def _used(organisation_id: UUID, at: datetime) -> dict[tuple[UUID, str, UUID | None], int]:
    with connection.cursor() as cursor:
        cursor.execute(USED, (organisation_id, at))
        return {(row[0], row[1], row[2]): row[3] for row in cursor.fetchall()}


def holds_of(bucket_id: UUID, at: datetime) -> list[Hold]:
    """The slots of a bucket taken now or later."""
    with connection.cursor() as cursor:
        cursor.execute(HOLDS, (bucket_id, at))
        return [Hold(row[0], row[1], Period(row[2], row[3])) for row in cursor.fetchall()]


def ceilings_now(convention_id: UUID, terms: Sequence[str]) -> Mapping[str, int | None]:
    """What each term of seats opens at this very moment: a transaction that waited for a bucket began in the past."""
    with connection.cursor() as cursor:
        cursor.execute(CEILINGS, (convention_id, list(terms)))
        return dict(cursor.fetchall())
