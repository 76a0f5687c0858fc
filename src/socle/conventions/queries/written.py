"""What the conventions of one organisation write, each different term once: a caisse signs thousands alike."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from socle.conventions.models import Convention
from socle.conventions.queries.portfolio import terms_of_many
from socle.conventions.queries.reading import Terms, read_terms

WRITTEN = """
with signed as materialized (
  select c.id, c.effective_at
  from conventions_conventionparty p
  join conventions_convention c on c.id = p.convention_id
  where p.party_id = %(organisation)s
), term as (
  select distinct on (t.convention_id, t.term_key)
         signed.effective_at, t.term_key, t.kind, t.clause, t.says, t.position, t.body, t.is_end
  from signed
  join conventions_term t on t.convention_id = signed.id and t.kind = any(%(kinds)s) and t.validity @> %(at)s
  order by t.convention_id, t.term_key, t.act_number desc
), written as (
  select term_key, kind, clause, says, body, min(position) as position, min(effective_at) as since
  from term
  where not is_end
  group by term_key, kind, clause, says, body
)
select coalesce(jsonb_agg(to_jsonb(written) order by since, position), '[]') from written
"""
# Conventions are alike when the fingerprints of their rows are: comparing the texts themselves was most of the time.
ALIKE = """
with term as materialized (
  select t.convention_id, hash_record_extended(
           (t.term_key, t.kind, t.clause, t.says, t.position, t.body, t.act_number, t.is_end), 0
         ) as said
  from conventions_conventionparty p
  join conventions_term t on t.convention_id = p.convention_id
  where p.party_id = %(organisation)s and t.kind = any(%(kinds)s) and t.validity @> %(at)s
), text as (
  select convention_id, array_agg(said order by said) as said from term group by convention_id
)
select count(*), (array_agg(c.id order by c.title, c.id))[1:%(most)s]
from text
join conventions_convention c on c.id = text.convention_id
where not coalesce(c.effective_at <= %(at)s and c.ends_at <= %(at)s, false)
group by c.organisation_id, c.effective_at, c.ends_at, text.said
order by min(c.title), min(c.id::text)
"""


@dataclass(frozen=True, slots=True)
class Alike:
    """Conventions of the same caisse and dates whose terms say the same: how many, the first ones, those terms."""

    total: int
    first: tuple[Convention, ...]
    terms: Terms


def conventions_alike(organisation_id: UUID, kinds: Sequence[str], at: datetime, *, most: int) -> list[Alike]:
    """The conventions signed that are not over, each different set of terms of some kinds once; three statements."""
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, {"organisation": organisation_id, "kinds": list(kinds), "at": at, "most": most})
        groups = cursor.fetchall()
    rows = Convention.objects.select_related("organisation").in_bulk([one for _, keys in groups for one in keys])
    terms = terms_of_many([keys[0] for _, keys in groups], kinds, at)
    return [
        Alike(total, tuple(rows[key] for key in keys), terms[keys[0]]) for total, keys in groups if keys[0] in terms
    ]


def terms_written(organisation_id: UUID, kinds: Sequence[str], at: datetime) -> Terms:
    """The terms of some kinds in force at `at` in every convention signed, the oldest convention first."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, {"organisation": organisation_id, "kinds": list(kinds), "at": at})
        (rows,) = cursor.fetchone()
    return read_terms(json.loads(rows))
