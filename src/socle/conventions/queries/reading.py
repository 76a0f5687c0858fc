"""Terms at rest read back as values: the rows in force at an instant, the highest act first (house.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection

from socle.conventions.domain.body import Body
from socle.conventions.domain.convention import Term
from socle.conventions.domain.terms import body_of
from socle.kernel.clause import Clause

B = TypeVar("B", bound=Body)

IN_FORCE = """
select coalesce(jsonb_agg(to_jsonb(term) order by term.position), '[]')
from (
  select distinct on (t.term_key)
         t.term_key, t.kind, t.clause, t.says, t.position, t.body, t.is_end, t.act_number,
         lower(t.validity) as since
  from conventions_term t
  where t.convention_id = %s and t.validity @> %s
  order by t.term_key, t.act_number desc
) term
where not term.is_end
"""


@dataclass(frozen=True, slots=True)
class ReadTerm(Generic[B]):
    """One term in force, its content typed by its kind."""

    id: str
    clause: Clause
    says: str
    position: int
    act_number: int
    body: B

    @property
    def kind(self) -> str:
        return self.body.kind


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one convention at one instant, in the order of the text."""

    all: tuple[ReadTerm[Body], ...] = ()

    def of(self, kind: type[B]) -> tuple[ReadTerm[B], ...]:
        return tuple(term for term in self.all if isinstance(term.body, kind))  # type: ignore[misc]

    def first(self, kind: type[B]) -> ReadTerm[B] | None:
        return next(iter(self.of(kind)), None)

    def as_domain(self) -> tuple[Term, ...]:
        """The same terms as the pure rules of `conventions.domain` read them."""
        return tuple(Term(term.id, term.clause, term.says, term.position, term.body) for term in self.all)

    def __iter__(self) -> Iterator[ReadTerm[Body]]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)


@lru_cache(maxsize=8192)
def _body(kind: str, text: str) -> Body:
    return body_of(kind, json.loads(text))


@lru_cache(maxsize=2048)
def _clause(text: str) -> Clause:
    return Clause.parse(text)


def _read(row: Mapping[str, Any]) -> ReadTerm[Body]:
    return ReadTerm(
        id=row["term_key"],
        clause=_clause(row["clause"]),
        says=row["says"],
        position=row["position"],
        act_number=row.get("act_number", 0),
        body=_body(row["kind"], json.dumps(row["body"], sort_keys=True)),
    )


def read_terms(rows: Iterable[Mapping[str, Any]]) -> Terms:
    """Rows of terms, already chosen by the statement that gathered them."""
    return Terms(tuple(_read(row) for row in rows))


def terms_at(convention_id: UUID, at: datetime) -> Terms:
    """The terms of a convention in force at `at`; empty when the actor cannot see it."""
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE, (convention_id, at))
        (rows,) = cursor.fetchone()
    return read_terms(json.loads(rows))
