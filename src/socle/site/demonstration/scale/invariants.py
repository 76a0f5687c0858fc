"""What must be true of a ledger of seats, each as a statement that counts what breaks it (reliability.md §4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

INVARIANTS: Mapping[str, str] = {
    "un siège au-dessus de son plafond": """
select count(*) from habilitations_seathold h
join habilitations_seatbucket b on b.id = h.bucket_id
where h.slot > b.max_seats
""",
    "un siège tenu par deux personnes à la fois": """
select count(*) from habilitations_seathold a
join habilitations_seathold b on b.bucket_id = a.bucket_id and b.slot = a.slot and b.period && a.period
where a.membership_id < b.membership_id
""",
    "un plafond qui n'est pas celui de la convention": """
select count(*) from habilitations_seatbucket b
join conventions_term t on t.convention_id = b.convention_id and t.kind = 'seats' and t.term_key = b.term_key
  and t.validity @> %(at)s and not t.is_end
where (t.body ->> 'max')::int is distinct from b.max_seats
""",
    "un compteur qui n'est pas le nombre des sièges tenus": """
select count(*) from (
  select count(distinct h.slot) as used,
         count(distinct case when t.body ->> 'counts' = 'people' then h.membership_id else h.habilitation_id end)
           as held
  from habilitations_seathold h
  join habilitations_seatbucket b on b.id = h.bucket_id
  join conventions_term t on t.convention_id = b.convention_id and t.kind = 'seats' and t.term_key = b.term_key
  where h.period @> %(at)s
  group by h.bucket_id
) counted where used <> held
""",
    "un droit sans siège": """
select count(*) from habilitations_habilitation r
where not isempty(r.period)
  and not exists (select from habilitations_seathold h where h.habilitation_id = r.id and h.period = r.period)
""",
    "un siège sans son droit": """
select count(*) from habilitations_seathold h
join habilitations_habilitation r on r.id = h.habilitation_id
where r.membership_id <> h.membership_id or not r.period @> h.period
""",
    "un droit avant son arrivée dans l'organisme": """
select count(*) from habilitations_habilitation r
join organismes_membership m on m.id = r.membership_id
where lower(r.period) < m.joined_at
""",
    "une convention sans terme": """
select count(*) from conventions_convention c
where not exists (select from conventions_term t where t.convention_id = c.id)
""",
}


def broken(at: datetime) -> dict[str, int]:
    """The invariants that do not hold, each with the number of rows that break it."""
    found = {}
    with connection.cursor() as cursor:
        for name, statement in INVARIANTS.items():
            cursor.execute(statement, {"at": at} if "%(at)s" in statement else None)
            if count := cursor.fetchone()[0]:
                found[name] = count
    return found
