"""Check the journal against what was signed: every row, each checkpoint, the second store (reliability.md §1.3)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, LiteralString, TypedDict
from uuid import UUID

from django.conf import settings
from psycopg import IsolationLevel

from socle.traces.domain import note as notes
from socle.traces.domain.breaks import Break, BrokenEntry, broken
from socle.traces.domain.event import Log, TraceEvent
from socle.traces.domain.merkle import EMPTY_ROOT, HASH_SIZE, Node
from socle.traces.domain.note import Checkpoint, NoteError
from socle.traces.domain.sealed import Anchor, Batch, Entry
from socle.traces.domain.verify import Report
from socle.traces.domain.verify import verify as audit
from socle.traces.keys import PUBLIC, PublicKey, public_key
from socle.traces.rows import COLUMNS, WIDTH, Connection, connect, journal_id, origin, witness_folder
from socle.traces.witness import Witness

WAIT = 30.0
PAUSE = 0.1
EMPTY_STORE = "le second magasin est vide alors que la base contient des entrées scellées"
ROWS_AT_ONCE = 4000
ENTRIES: LiteralString = (
    f"select {COLUMNS}, salt, idx, organisation_seq, leaf from traces_entry where log = %s order by idx, id"  # noqa: S608
)
BATCHES: LiteralString = "select size, root, note, leaves from traces_checkpoint where log = %s order by size"
NODES: LiteralString = (
    "select level, position, hash from traces_node where log = %s order by (position + 1) << level, level"
)
LAST: LiteralString = "select size, root, note, at from traces_checkpoint where log = %s order by size desc limit 1"
PENDING: LiteralString = "select count(*) from traces_staged_trace"


class Found(TypedDict):
    """The first broken entry, as the command line prints it."""

    log: str
    index: int
    id: str | None
    at: str | None
    code: str
    diagnosis: str


class Signed(TypedDict):
    """The last checkpoint of a log."""

    size: int
    root: str
    at: str
    note: str


class Answer(TypedDict):
    """What `socle traces verify --json` prints."""

    ok: bool
    sealed: int
    pending: int
    checkpoint: dict[str, Signed]
    first_broken: Found | None


@dataclass(frozen=True, slots=True)
class Trust:
    """What the verifier trusts for one log: the public key and the second store's last checkpoint, read beforehand."""

    log: Log
    origin: str
    key: PublicKey | None
    last: Checkpoint | None
    fault: str = ""


def verify(*, wait: bool = False) -> Answer:
    """Verify both logs; with `wait`, first let the sealer empty the queue (30 s at most)."""
    with connect() as connection:
        if wait:
            wait_until_sealed(connection)
        connection.isolation_level, connection.read_only = IsolationLevel.REPEATABLE_READ, True
        return verify_with(connection, Path(settings.SOCLE_STATE))


def wait_until_sealed(connection: Connection, limit: float = WAIT) -> bool:
    """Wait for an empty queue; False when traces still wait after `limit` seconds."""
    deadline = time.monotonic() + limit
    while _count(connection):
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True


def verify_with(connection: Connection, state: Path) -> Answer:
    """Verify both logs in one transaction, the second store read before it so that it can only be behind."""
    journal = journal_id(connection)
    trusted = [_trust(state, journal, log) for log in Log]
    with connection.transaction():
        reports = [_verify_log(connection, trust) for trust in trusted]
        signed = {trust.log.value: _signed(connection, trust.log) for trust in trusted}
        pending = _count(connection)
    first = next((report.broken for report in reports if report.broken), None)
    return {
        "ok": first is None,
        "sealed": sum(report.size for report in reports),
        "pending": pending,
        "checkpoint": {log: found for log, found in signed.items() if found},
        "first_broken": _found(first) if first else None,
    }


def _trust(state: Path, journal: UUID, log: Log) -> Trust:
    name, key = origin(journal, log), public_key(state)
    witness = Witness(witness_folder(state, journal), log, name, [key] if key else [])
    if key is None:
        fault = f"la clé publique {PUBLIC} manque dans le dossier d'état" if witness.published.exists() else ""
        return Trust(log, name, None, None, fault)
    try:
        return Trust(log, name, key, witness.last())
    except NoteError as error:
        return Trust(log, name, key, None, f"second magasin : {error}")


def _verify_log(connection: Connection, trust: Trust) -> Report:
    """Check the last signature and every root; every signature too once something is broken, to find where it began."""
    row = connection.execute(LAST, (trust.log,)).fetchone()
    fault = trust.fault or (EMPTY_STORE if row and trust.last is None else "")
    if fault:
        return Report(trust.log, 0, EMPTY_ROOT, broken(trust.log, Break.KEY, 0, None, fault))
    anchors = [Anchor(trust.last.size, trust.last.root, "le second magasin")] if trust.last else []
    check = partial(notes.verify, origin=trust.origin, verifiers=[trust.key] if trust.key else [])
    if row:
        try:
            last = check(row[2])
        except NoteError:
            return _audit(connection, trust.log, anchors, check)
        anchors.append(Anchor(last.size, last.root, "le dernier point de contrôle"))
    report = _audit(connection, trust.log, anchors, notes.read)
    return report if report.ok else _audit(connection, trust.log, anchors, check)


def _audit(connection: Connection, log: Log, anchors: list[Anchor], check: Any) -> Report:  # noqa: ANN401
    return audit(
        log,
        _entries(connection, log),
        _batches(connection, log),
        anchors,
        nodes=_nodes(connection, log),
        check=check,
    )


def _stream(connection: Connection, name: str, query: LiteralString, log: Log) -> Iterator[tuple[Any, ...]]:
    with connection.cursor(f"{name}_{log}_{time.monotonic_ns()}", binary=True) as cursor:
        cursor.itersize = ROWS_AT_ONCE
        cursor.execute(query, (log,))
        yield from cursor


def _entries(connection: Connection, log: Log) -> Iterator[Entry]:
    for row in _stream(connection, "entries", ENTRIES, log):
        salt, index, rank, leaf = row[WIDTH:]
        yield Entry(index, rank, leaf, salt, TraceEvent(*row[:WIDTH]))


def _batches(connection: Connection, log: Log) -> Iterator[Batch]:
    for size, root, note, leaves in _stream(connection, "batches", BATCHES, log):
        yield Batch(size, root, note, tuple(leaves[i : i + HASH_SIZE] for i in range(0, len(leaves), HASH_SIZE)))


def _nodes(connection: Connection, log: Log) -> Iterator[Node]:
    for level, position, found in _stream(connection, "nodes", NODES, log):
        yield Node(level, position, found)


def _signed(connection: Connection, log: Log) -> Signed | None:
    row = connection.execute(LAST, (log,)).fetchone()
    if row is None:
        return None
    size, root, note, at = row
    return {"size": size, "root": root.hex(), "at": at.isoformat(), "note": note}


def _count(connection: Connection) -> int:
    row = connection.execute(PENDING).fetchone()
    return int(row[0]) if row else 0


def _found(entry: BrokenEntry) -> Found:
    return {
        "log": entry.log,
        "index": entry.index,
        "id": str(entry.id) if entry.id else None,
        "at": entry.at.isoformat() if entry.at else None,
        "code": entry.code.value,
        "diagnosis": entry.diagnosis,
    }
