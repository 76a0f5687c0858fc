"""What a log keeps, as it is found when checked: entries, published checkpoints, attested roots (tlog-checkpoint)."""

from __future__ import annotations

from dataclasses import dataclass

from socle.traces.domain.event import TraceEvent, leaf


@dataclass(frozen=True, slots=True)
class Entry:
    """A sealed row: its place in the log, its stored leaf hash, its salt and what it says."""

    index: int
    organisation_seq: int
    leaf: bytes
    salt: bytes
    event: TraceEvent

    def actual(self) -> bytes:
        """The leaf hash of what the row says now."""
        return leaf(self.event, self.organisation_seq, self.salt)


@dataclass(frozen=True, slots=True)
class Batch:
    """A published checkpoint: its columns, its signed note, and the leaf hashes it added to the one before."""

    size: int
    root: bytes
    note: str
    leaves: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A size and root that a trusted signature attests; `source` is its name in French."""

    size: int
    root: bytes
    source: str
