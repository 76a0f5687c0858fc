"""What the conventions of one organisation write, each different term once: a caisse signs thousands alike."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

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
ALIKE = """
with term as (
  select distinct on (t.convention_id, t.term_key)
         t.convention_id, t.term_key, t.kind, t.clause, t.says, t.position, t.body, t.is_end
  from conventions_term t
  where t.convention_id = any(%(conventions)s) and t.kind = any(%(kinds)s) and t.validity @> %(at)s
  order by t.convention_id, t.term_key, t.act_number desc
), text as (
  select convention_id,
         jsonb_agg(jsonb_build_array(term_key, kind, clause, says, position, body) order by position) as said
  from term
  where not is_end
  group by convention_id
)
select array_agg(convention_id), said from text group by said
"""
ALIKE_COLUMNS = ("term_key", "kind", "clause", "says", "position", "body")


def terms_alike(
    convention_ids: Sequence[UUID], kinds: Sequence[str], at: datetime
) -> list[tuple[Sequence[UUID], Terms]]:
    """The terms of some kinds in force at `at`, each different set once, with the conventions that write it."""
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, {"conventions": list(convention_ids), "kinds": list(kinds), "at": at})
        rows = [(keys, json.loads(said)) for keys, said in cursor.fetchall()]
    return [(keys, read_terms(dict(zip(ALIKE_COLUMNS, one, strict=True)) for one in said)) for keys, said in rows]


def terms_written(organisation_id: UUID, kinds: Sequence[str], at: datetime) -> Terms:
    """The terms of some kinds in force at `at` in every convention signed, the oldest convention first."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, {"organisation": organisation_id, "kinds": list(kinds), "at": at})
        (rows,) = cursor.fetchone()
    return read_terms(json.loads(rows))
