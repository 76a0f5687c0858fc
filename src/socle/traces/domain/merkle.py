"""The tree that commits to a log: hashes, peaks and roots of RFC 6962 §2.1 (RFC 9162 §2.1), and nothing home-made.

A leaf is SHA-256(0x00 ‖ data), a node SHA-256(0x01 ‖ left ‖ right); the root of an empty tree is SHA-256 of nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry's data."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbouring subtrees."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Node:
    """A complete subtree: `level` 0 is a leaf, `position` counts the subtrees of that level from the left."""

    level: int
    position: int
    hash: bytes


@dataclass(slots=True)
class CompactRange:
    """The peaks of a tree, largest subtree first: all that appending needs (at most 64 hashes).

    >>> tree = CompactRange()
    >>> tree.extend([leaf_hash(b"a"), leaf_hash(b"b"), leaf_hash(b"c")])
    >>> tree.size, len(tree.peaks)
    (3, 2)
    """

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count():
            raise ValueError(f"an RFC 6962 tree of {self.size} leaves has {self.size.bit_count()} peaks")

    def append(self, leaf: bytes) -> list[Node]:
        """Add a leaf hash; the complete subtrees of level 1 and above that it closes, lowest first."""
        closed: list[Node] = []
        position, level, current = self.size, 0, leaf
        while position & 1:
            position, level = position >> 1, level + 1
            current = node_hash(self.peaks.pop(), current)
            closed.append(Node(level, position, current))
        self.peaks.append(current)
        self.size += 1
        return closed

    def extend(self, leaves: Iterable[bytes]) -> None:
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        """The root of the tree at this size."""
        if not self.peaks:
            return EMPTY_ROOT
        current = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            current = node_hash(peak, current)
        return current

    def copy(self) -> CompactRange:
        return CompactRange(self.size, list(self.peaks))


def root(leaves: Sequence[bytes]) -> bytes:
    """The root of the tree over these leaf hashes."""
    tree = CompactRange()
    tree.extend(leaves)
    return tree.root()
