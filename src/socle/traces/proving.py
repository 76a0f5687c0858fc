"""The proof that one trace is in the journal, for somebody who holds only the public key (C2SP tlog-proof; RFC 6962).

What a row says is read under row-level security: a proof is given of one's own traces and of no other. Hashes of
neighbouring subtrees come from the stored nodes; only the ragged edge of the tree is hashed from leaves.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from socle.traces.domain.event import TraceEvent, document
from socle.traces.domain.merkle import HASH_SIZE, root
from socle.traces.domain.note import verifier_key
from socle.traces.domain.proofs import Span, inclusion_spans
from socle.traces.domain.verify import TILE_LEVEL
from socle.traces.keys import public_key
from socle.traces.rows import COLUMNS, WIDTH, event_of, origin

ENTRY = f"select {COLUMNS}, salt, idx, organisation_seq from traces_entry where id = %s and at = %s"  # noqa: S608
HEAD = "select size, root, note, at from traces_checkpoint where log = %s order by size desc limit 1"
TILES = """
select level, position, hash from traces_node
where log = %(log)s and (level, position) in (select * from unnest(%(levels)s::smallint[], %(positions)s::bigint[]))
"""
LEAVES = """
select size - octet_length(leaves) / 32, leaves from traces_checkpoint
where log = %(log)s and size > %(start)s and size - octet_length(leaves) / 32 < %(end)s order by size
"""
JOURNAL = "select id from traces_journal"


@dataclass(frozen=True, slots=True)
class Proof:
    """A trace, its salt, its place, the hashes up to a signed root, and the public key that signed it."""

    document: dict[str, object]
    salt: bytes
    index: int
    hashes: tuple[bytes, ...]
    note: str
    key: str
    log: str
    size: int
    root: bytes
    sealed_at: datetime

    def said(self) -> dict[str, object]:
        """As a file carries it."""
        return {
            "document": self.document,
            "salt": _text(self.salt),
            "index": self.index,
            "hashes": [_text(one) for one in self.hashes],
            "note": self.note,
            "key": self.key,
        }


def prove(trace_id: UUID, at: datetime) -> Proof | None:
    """The proof of one trace, inside a transaction; None while its seal is awaited (two seconds as a rule)."""
    with connection.cursor() as cursor:
        cursor.execute(ENTRY, (trace_id, at))
        row = cursor.fetchone()
        if row is None:
            return None
        *columns, salt, index, rank = row
        event = _event(columns)
        cursor.execute(HEAD, (event.log,))
        size, tree_root, note, sealed_at = cursor.fetchone()
    key = published_key(event.log)
    if not key or index >= size:
        return None
    return Proof(
        document=document(event, rank),
        salt=bytes(salt),
        index=index,
        hashes=tuple(_hash_of(event.log, span) for span in inclusion_spans(index, size)),
        note=note,
        key=key,
        log=event.log,
        size=size,
        root=bytes(tree_root),
        sealed_at=sealed_at,
    )


def published_key(log: str) -> str:
    """The public key of a log in one line, to be published and compared; empty before anything was sealed."""
    key = public_key(Path(settings.SOCLE_STATE))
    with connection.cursor() as cursor:
        cursor.execute(JOURNAL)
        name = origin(cursor.fetchone()[0], log)
    return verifier_key(name, key.public_key) if key else ""


def _event(columns: Sequence[Any]) -> TraceEvent:
    *said, payload = columns[:WIDTH]
    return event_of((*said, json.loads(payload) if isinstance(payload, str) else payload))


def _hash_of(log: str, span: Span) -> bytes:
    """The root of a range of leaves: whole tiles from the stored nodes, what is left from the leaves."""
    start, end = span
    tile = 1 << TILE_LEVEL
    if end - start < tile:
        return root(_leaves(log, start, end))
    return root_of_tiles(log, start, end)


def root_of_tiles(log: str, start: int, end: int) -> bytes:
    """The same from the nodes of level 8; a range of an inclusion proof starts at a multiple of its own size."""
    tile = 1 << TILE_LEVEL
    whole = range(start // tile, end // tile)
    with connection.cursor() as cursor:
        levels = [TILE_LEVEL] * len(whole)
        cursor.execute(TILES, {"log": log, "levels": levels, "positions": list(whole)})
        found = {position: bytes(hashed) for _, position, hashed in cursor.fetchall()}
    tiles = [found[position] for position in whole]
    rest = end - whole.stop * tile
    if rest:
        tiles.append(root(_leaves(log, whole.stop * tile, end)))
    return root(tiles)


def _leaves(log: str, start: int, end: int) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(LEAVES, {"log": log, "start": start, "end": end})
        batches = [(first, bytes(leaves)) for first, leaves in cursor.fetchall()]
    found: list[bytes] = []
    for first, leaves in batches:
        here = [leaves[place : place + HASH_SIZE] for place in range(0, len(leaves), HASH_SIZE)]
        found += here[max(start - first, 0) : max(end - first, 0)]
    return found


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()
