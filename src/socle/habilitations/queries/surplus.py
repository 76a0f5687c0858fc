"""Ceilings below use: where, by how much, and who is seated there (MCP-21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from socle.habilitations.domain.lowering import Seated
from socle.habilitations.queries.seats import SeatLine
from socle.kernel.clause import Clause

# Only an avenant lowers a ceiling: elsewhere no seat was ever given above it, and no seat is counted.
ABOVE = """
with taken as materialized (
  select b.id, b.organisation_id, b.convention_id, b.term_key, b.scope_id, count(distinct h.slot) as used
  from habilitations_seatbucket b
  join habilitations_seathold h on h.bucket_id = b.id and h.period @> %(at)s
  where b.convention_id in (select a.convention_id from conventions_act a where a.number > 0)
    and (%(organisation)s::uuid is null or b.organisation_id = %(organisation)s)
  group by b.id
)
select o.id, o.legal_name, b.scope_id, t.body ->> 'service', t.body ->> 'profile', t.clause, b.used, t.maximum
from taken b
join organismes_organisation o on o.id = b.organisation_id
cross join lateral (
  select t.body, t.clause, case when t.is_end then 0 else coalesce((t.body ->> 'max')::int, 0) end as maximum
  from conventions_term t
  where t.convention_id = b.convention_id and t.kind = 'seats' and t.term_key = b.term_key and t.validity @> %(at)s
  order by t.act_number desc
  limit 1
) t
where b.used > t.maximum
order by o.legal_name, t.body ->> 'service', t.body ->> 'profile'
"""
SEATED = """
select distinct on (h.slot) lower(h.period), upper(h.period), coalesce(a.state, 'none') = 'active',
       exists (select from habilitations_suspension s where s.habilitation_id = r.id and s.period @> %(at)s),
       r.id, p.id, p.first_name || ' ' || p.last_name, m.function, r.service, r.profile, h.membership_id
from habilitations_seatbucket b
join habilitations_seathold h on h.bucket_id = b.id and h.period @> %(at)s
join habilitations_habilitation r on r.id = h.habilitation_id
join organismes_membership m on m.id = h.membership_id
join organismes_person p on p.id = m.person_id
left join accounts_account a on a.person_id = p.id
where b.organisation_id = %(organisation)s and b.convention_id = %(convention)s and b.term_key = %(term)s
  and b.scope_id is not distinct from %(scope)s
order by h.slot, lower(h.period)
"""


@dataclass(frozen=True, slots=True)
class Above:
    """One ceiling of one partner, lowered below what is taken."""

    organisation_id: UUID
    organisation: str
    scope_id: UUID | None
    service: str
    profile: str
    clause: Clause
    used: int
    maximum: int

    @property
    def surplus(self) -> int:
        return self.used - self.maximum


@dataclass(frozen=True, slots=True)
class Occupant:
    """Who holds a seat, by which right."""

    habilitation_id: UUID
    person_id: UUID
    name: str
    function: str
    service: str
    profile: str
    membership_id: UUID


def above_ceilings(at: datetime, organisation_id: UUID | None = None) -> list[Above]:
    """Every ceiling below its use that the actor sees, in one statement; of one organisation when it is named."""
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, {"at": at, "organisation": organisation_id})
        rows = cursor.fetchall()
    return [
        Above(body, name, scope_id, service, profile, Clause.parse(clause), used, maximum)
        for body, name, scope_id, service, profile, clause, used, maximum in rows
    ]


def seated(line: SeatLine, organisation_id: UUID, at: datetime) -> list[Seated[Occupant]]:
    """Who holds the seats of a ceiling at an instant, one by seat."""
    asked: dict[str, UUID | str | datetime | None] = {
        "organisation": organisation_id,
        "convention": line.convention_id,
        "term": line.term,
        "scope": line.scope_id,
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(SEATED, asked)
        rows = cursor.fetchall()
    return [
        Seated(Occupant(*occupant), since=since, until=until, is_activated=is_activated, is_suspended=is_stopped)
        for since, until, is_activated, is_stopped, *occupant in rows
    ]
