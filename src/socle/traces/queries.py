"""Read traces: sealed and still pending, newest first. Who may read which is decided above; reading is traced there."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from socle.kernel.actor import Actor
from socle.traces.domain.event import TraceEvent
from socle.traces.domain.table import CATALOGUE

PAGE_SIZE = 50
COLUMNS = ", ".join(TraceEvent.__slots__)
WHERE = """
  and at >= coalesce(%(since)s::timestamptz, '-infinity')
  and at < coalesce(%(until)s::timestamptz, 'infinity')
  and (%(person)s::uuid is null or person_id = %(person)s)
  and (%(outcome)s::text is null or outcome = %(outcome)s)
  and (%(tag)s::text is null or tag = %(tag)s or starts_with(tag, %(tag)s || ':'))
  and (%(subject)s::text is null or subject_id = %(subject)s)
  and (at, id) < (coalesce(%(before_at)s::timestamptz, 'infinity'), coalesce(%(before_id)s::uuid, %(last)s::uuid))
order by at desc, id desc limit %(limit)s
"""
OWN = "organisation_id = %(organisation)s"
PROVIDED = "caisse_id = %(organisation)s and organisation_id is distinct from %(organisation)s"
BRANCHES = " union all ".join(
    f"(select {COLUMNS}, {index} as idx from {table} where {whose} {WHERE})"  # noqa: S608 - constants of this module
    for table, index in (("traces_entry", "idx"), ("traces_staged_trace", "null::bigint"))
    for whose in (OWN, PROVIDED)
)
VISIBLE = f"select * from ({BRANCHES}) found order by at desc, id desc limit %(limit)s"  # noqa: S608 - same
ONE = "".join(
    f"(select {COLUMNS}, {index} as idx from {table} where id = %(id)s and at between %(first)s and %(last)s)"  # noqa: S608
    f"{' union all ' if table == 'traces_entry' else ''}"
    for table, index in (("traces_entry", "idx"), ("traces_staged_trace", "null::bigint"))
)
HEADS = """
select distinct on (log) log, size, encode(root, 'base64'), at from traces_checkpoint order by log, size desc
"""
PENDING = "select count(*) from traces_staged_trace"
LAST_ID = UUID(int=2**128 - 1)


class CursorError(ValueError):
    """The cursor of a page was not made by this service."""


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One trace to show: what it says, and its place in the log once it is sealed."""

    event: TraceEvent
    index: int | None

    @property
    def sealed(self) -> bool:
        return self.index is not None

    @property
    def sentence(self) -> str:
        return CATALOGUE.sentence(self.event)


@dataclass(frozen=True, slots=True)
class TracePage:
    """A page of traces and the cursor of the next one."""

    items: tuple[TraceLine, ...]
    next: str | None


def visible_traces(
    actor: Actor,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    person: UUID | None = None,
    tag: str | None = None,
    outcome: str | None = None,
    subject: str | None = None,
    cursor: str | None = None,
    limit: int = PAGE_SIZE,
) -> TracePage:
    """Traces of the actor's organisation, and for a caisse those of the data it provides, newest first.

    `tag` is a whole tag or its beginning (`dossier:file`). To be called inside `transaction(actor)`.
    """
    before_at, before_id = _read_cursor(cursor)
    parameters = {
        "organisation": actor.organisation_id,
        "since": since,
        "until": until,
        "outcome": outcome,
        "person": person,
        "tag": tag,
        "subject": subject,
        "before_at": before_at,
        "before_id": before_id,
        "last": LAST_ID,
        "limit": limit + 1,
    }
    with connection.cursor() as rows:
        rows.execute(VISIBLE, parameters)
        found = [_line(row) for row in rows.fetchall()]
    is_last = len(found) <= limit
    return TracePage(tuple(found[:limit]), None if is_last else _write_cursor(found[limit - 1].event))


def visible_trace(trace_id: UUID, *, at: datetime | None = None) -> TraceLine | None:
    """One trace that row-level security shows to the actor; `at`, when known, spares the other months."""
    first, last = (at, at) if at else (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
    with connection.cursor() as rows:
        rows.execute(ONE, {"id": trace_id, "first": first, "last": last})
        found = rows.fetchone()
    return _line(found) if found else None


@dataclass(frozen=True, slots=True)
class Head:
    """The last signed checkpoint of a log."""

    log: str
    size: int
    root: str
    at: datetime


def heads() -> tuple[Head, ...]:
    """The last checkpoint of each log."""
    with connection.cursor() as rows:
        rows.execute(HEADS)
        return tuple(Head(*row) for row in rows.fetchall())


def pending() -> int:
    """Traces of the actor's organisation that wait for their seal."""
    with connection.cursor() as rows:
        rows.execute(PENDING)
        return int(rows.fetchone()[0])


def _line(row: tuple[Any, ...]) -> TraceLine:
    *columns, payload, index = row
    said = json.loads(payload) if isinstance(payload, str) else payload
    return TraceLine(TraceEvent(*[*columns, said]), index)


def _write_cursor(event: TraceEvent) -> str:
    return urlsafe_b64encode(f"{event.at.isoformat()} {event.id}".encode()).decode()


def _read_cursor(cursor: str | None) -> tuple[datetime | None, UUID | None]:
    if cursor is None:
        return None, None
    try:
        at, _, identifier = urlsafe_b64decode(cursor).decode().partition(" ")
        return datetime.fromisoformat(at), UUID(identifier)
    except (Base64Error, ValueError) as error:
        raise CursorError("Ce curseur de page n'est pas valide : reprenez depuis la première page.") from error
