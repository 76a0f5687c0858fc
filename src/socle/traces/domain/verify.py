"""Whether a log still says what was sealed, and otherwise the first entry that does not (reliability.md §1.3, §1.4 A3).

Three witnesses are compared, each harder to reach than the one before: the row, hashed again; the leaf hashes its
checkpoint lists; the roots that signed notes attest, the last of them also in a second store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from uuid import UUID

from socle.traces.domain import note as notes
from socle.traces.domain.breaks import Break, BrokenEntry, broken, diagnose
from socle.traces.domain.merkle import CompactRange, Node
from socle.traces.domain.note import Checkpoint, NoteError
from socle.traces.domain.sealed import Anchor, Batch, Entry

TILE_LEVEL = 8


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: the size and root that hold, and the first entry that does not."""

    log: str
    size: int
    root: bytes
    broken: BrokenEntry | None

    @property
    def ok(self) -> bool:
        return self.broken is None


class Broken(Exception):  # noqa: N818 - the answer, raised out of the loops
    """The audit stops at the first break."""

    def __init__(self, entry: BrokenEntry) -> None:
        super().__init__(entry.diagnosis)
        self.entry = entry


def verify(
    log: str,
    entries: Iterable[Entry],
    batches: Iterable[Batch],
    anchors: Sequence[Anchor] = (),
    *,
    nodes: Iterable[Node] | None = None,
    check: Callable[[str], Checkpoint] = notes.read,
) -> Report:
    """Read the whole log once, in memory that does not grow with it.

    `entries` by (index, id), `batches` by size, `nodes` (levels 8, 16…) by the leaf that closes them, then by level.
    `check` reads a note: give one that verifies signatures to have every checkpoint's signature checked.
    """
    audit = _Audit(log, iter(entries), iter(batches), None if nodes is None else iter(nodes), check)
    try:
        audit.run({anchor.size: anchor for anchor in anchors}, anchors)
    except Broken as found:
        return Report(log, audit.tree.size, audit.tree.root(), found.entry)
    return Report(log, audit.tree.size, audit.tree.root(), None)


@dataclass(slots=True)
class _Audit:
    log: str
    entries: Iterator[Entry]
    batches: Iterator[Batch]
    nodes: Iterator[Node] | None
    check: Callable[[str], Checkpoint]
    tree: CompactRange = field(default_factory=CompactRange)
    ranks: dict[UUID | None, int] = field(default_factory=dict)

    def run(self, sizes: dict[int, Anchor], anchors: Sequence[Anchor]) -> None:
        for batch in self.batches:
            first = self.audit_batch(batch)
            if batch.size in sizes:
                self.audit_anchors(batch.size, anchors, first)
                del sizes[batch.size]
        if (extra := next(self.entries, None)) is not None:
            raise self.broken(Break.INSERTED, extra.index, extra, "elle dépasse le dernier point de contrôle")
        for size, anchor in sizes.items():
            self.missing_anchor(size, anchor)

    def audit_batch(self, batch: Batch) -> Entry | None:
        start = self.tree.size
        attested = self.attested(batch, start)
        listed = self.tree.copy()
        closed = [listed.append(leaf) for leaf in batch.leaves]
        if listed.size != attested.size or listed.root() != attested.root:
            raise self.false_list(attested, start)
        first: Entry | None = None
        for rank, expected in enumerate(batch.leaves):
            entry = self.audit_entry(start + rank, expected, batch.leaves, rank + 1)
            self.audit_nodes(closed[rank], entry)
            first = first or entry
        self.tree = listed
        return first

    def attested(self, batch: Batch, start: int) -> Checkpoint:
        try:
            attested = self.check(batch.note)
        except NoteError as error:
            raise self.broken(Break.CHECKPOINT, start, next(self.entries, None), str(error)) from error
        if (attested.size, attested.root) != (batch.size, batch.root):
            detail = "ses colonnes ne disent pas ce que dit sa note signée"
            raise self.broken(Break.CHECKPOINT, start, next(self.entries, None), detail)
        return attested

    def false_list(self, attested: Checkpoint, start: int) -> Broken:
        """The checkpoint's list does not lead to its root: say whether the entries do, and otherwise which one lies."""
        found = list(islice(self.entries, max(0, attested.size - start)))
        rebuilt = self.tree.copy()
        rebuilt.extend(entry.actual() for entry in found)
        first = found[0] if found else None
        if rebuilt.size == attested.size and rebuilt.root() == attested.root:
            return self.broken(Break.CHECKPOINT, start, first, "sa liste d'empreintes a été changée")
        for rank, entry in enumerate(found):
            if entry.index != start + rank or entry.actual() != entry.leaf:
                detail = "son contenu ne donne plus son empreinte"
                return self.broken(Break.EDITED, start + rank, entry, detail)
        detail = f"le point de contrôle {attested.size} atteste une autre racine"
        return self.broken(Break.REWRITTEN, start, first, detail)

    def audit_entry(self, index: int, expected: bytes, listed: Sequence[bytes], following: int) -> Entry:
        entry = next(self.entries, None)
        if entry is None:
            raise self.broken(Break.CUT, index, None, "les lignes s'arrêtent avant le dernier point de contrôle")
        if entry.index != index or entry.leaf != expected or entry.actual() != expected:
            later = chain(listed[following:], (leaf for batch in self.batches for leaf in batch.leaves))
            raise Broken(diagnose(self.log, index, expected, entry, next(self.entries, None), later))
        organisation = entry.event.organisation_id
        rank = self.ranks.get(organisation, 0) + 1
        if entry.organisation_seq != rank:
            raise self.broken(Break.SEQUENCE, index, entry, f"rang {entry.organisation_seq}, {rank} attendu")
        self.ranks[organisation] = rank
        return entry

    def audit_nodes(self, closed: Iterable[Node], entry: Entry) -> None:
        if self.nodes is None:
            return
        for expected in closed:
            if expected.level % TILE_LEVEL == 0 and next(self.nodes, None) != expected:
                detail = f"niveau {expected.level}, position {expected.position}"
                raise self.broken(Break.NODE, entry.index, entry, detail)

    def audit_anchors(self, size: int, anchors: Sequence[Anchor], first: Entry | None) -> None:
        for anchor in anchors:
            if anchor.size == size and anchor.root != self.tree.root():
                index = first.index if first else 0
                raise self.broken(Break.FORKED, index, first, f"{anchor.source} atteste une autre racine")

    def missing_anchor(self, size: int, anchor: Anchor) -> None:
        if size > self.tree.size:
            detail = f"la base s'arrête à {self.tree.size} entrées, {anchor.source} en atteste {size}"
            raise self.broken(Break.CUT, self.tree.size, None, detail)
        detail = f"{anchor.source} atteste {size} entrées, la base n'a plus ce point de contrôle"
        raise self.broken(Break.FORKED, size - 1, None, detail)

    def broken(self, code: Break, index: int, entry: Entry | None, detail: str) -> Broken:
        return Broken(broken(self.log, code, index, entry, detail))
