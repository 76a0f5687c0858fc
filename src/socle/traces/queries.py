"""Read traces: sealed and still pending, newest first. Who may read which is decided above; reading is traced there."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import datetime
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
  and (%(person)s::uuid is null or person_id = %(person)s)
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
    person: UUID | None = None,
    tag: str | None = None,
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
