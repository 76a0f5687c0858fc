"""The journal's rows as values, with SQL written once for the sealer and the verifier."""

from __future__ import annotations

from pathlib import Path
from typing import Any, LiteralString
from uuid import UUID

import psycopg
from django.db import connection as django_connection

from socle.traces.domain.event import TraceEvent

COLUMNS: LiteralString = (
    "id, at, log, tag, outcome, organisation_id, caisse_id, person_id, person_name, organisation_name, membership_id, "
    "account_id, channel, request_id, subject_kind, subject_id, subject_label, clause, payload"
)
WIDTH = len(TraceEvent.__slots__)
Connection = psycopg.Connection[tuple[Any, ...]]


def event_of(row: tuple[Any, ...]) -> TraceEvent:
    """The event in the first columns of a row selected with COLUMNS."""
    return TraceEvent(*row[:WIDTH])


def journal_id(connection: Connection) -> UUID:
    """The identity of this database's journal: a new database is a new journal, a restored one is the same."""
    row = connection.execute("select id from traces_journal").fetchone()
    if row is None:
        raise LookupError("La table traces_journal est vide : lancez les migrations.")
    found: UUID = row[0]
    return found


def origin(journal: UUID, log: str) -> str:
    """The public name of a log, also the name of its key (tlog-checkpoint)."""
    return f"socle.localhost/{journal}/{log}"


def witness_folder(state: Path, journal: UUID) -> Path:
    """Where the second store keeps the checkpoints of a journal."""
    return state / "checkpoints" / str(journal)


def connect(*, autocommit: bool = True) -> Connection:
    """A connection of its own, to the database and under the role of this process."""
    parameters = dict(django_connection.get_connection_params())
    for name in ("context", "cursor_factory"):
        parameters.pop(name, None)
    return psycopg.connect(**parameters, autocommit=autocommit)
