"""The terms of an organisation's conventions over time: what each instant of a stretch opens, read once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from socle.conventions.domain.body import Body
from socle.conventions.queries.reading import ReadTerm, Terms, read_terms

COURSE = """
select t.convention_id, lower(t.validity), upper(t.validity), t.term_key, t.is_end, to_jsonb(t)
from conventions_term t
where t.kind = %s and not isempty(t.validity) and t.convention_id in (
  select p.convention_id from conventions_conventionparty p where p.party_id = any(%s) and p.role = 'partner'
)
order by t.convention_id, t.position, t.term_key, t.act_number
"""


@dataclass(frozen=True, slots=True)
class _Row:
    convention_id: UUID
    since: datetime | None
    until: datetime | None
    term_key: str
    term: ReadTerm[Body] | None

    def holds(self, at: datetime) -> bool:
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Course:
    """Every row of one kind of terms, past and to come; the highest act in force wins, as in `reading`.

    A row whose `term` is None ends its term.
    """

    rows: tuple[_Row, ...]

    def at(self, convention_id: UUID, at: datetime) -> Terms:
        """The terms of one convention in force at an instant."""
        found: dict[str, _Row] = {}
        for row in self.rows:
            if row.convention_id == convention_id and row.holds(at):
                found[row.term_key] = row
        return Terms(tuple(row.term for row in found.values() if row.term is not None))

    def changes(self, convention_id: UUID, after: datetime) -> list[datetime]:
        """The instants to come when a term of the convention begins or ends."""
        rows = [row for row in self.rows if row.convention_id == convention_id]
        moments = {moment for row in rows for moment in (row.since, row.until) if moment is not None}
        return sorted(moment for moment in moments if moment > after)


def course_of(organisation_ids: Sequence[UUID], kind: str) -> Course:
    """The terms of a kind of the conventions that these organisations signed as partners, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(COURSE, (kind, list(organisation_ids)))
        rows = cursor.fetchall()
    return Course(
        tuple(
            _Row(convention_id, since, until, term_key, None if is_end else read_terms([json.loads(row)]).all[0])
            for convention_id, since, until, term_key, is_end, row in rows
        )
    )
