"""Inclusion and consistency proofs: generation (RFC 6962 §2.1.1, §2.1.2), verification (RFC 9162 §2.1.3.2, §2.1.4.2).

A proof is a list of subtree roots. Generation first gives the ranges of leaves they cover, so that a caller may
take each one from stored nodes instead of hashing the log again.
"""

from __future__ import annotations

from collections.abc import Sequence

from socle.traces.domain.merkle import HASH_SIZE, node_hash, root

Span = tuple[int, int]


class ProofError(ValueError):
    """The proof does not show what it claims."""


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_spans(index: int, size: int) -> list[Span]:
    """Ranges of leaves [start, end) whose roots prove that leaf `index` is in the tree of `size`, lowest first."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    spans: list[Span] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return spans[::-1]


def consistency_spans(old: int, new: int) -> list[Span]:
    """Ranges of leaves whose roots prove that the tree of `old` is a prefix of the tree of `new`, lowest first."""
    if not 0 < old <= new:
        raise ValueError(f"no consistency proof from {old} to {new}")
    spans: list[Span] = []
    start, end = 0, new
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    if start:
        spans.append((start, end))
    return spans[::-1]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The proof that leaf `index` is in the tree over these leaf hashes."""
    return [root(leaves[start:end]) for start, end in inclusion_spans(index, len(leaves))]


def consistency_proof(leaves: Sequence[bytes], old: int) -> list[bytes]:
    """The proof that the tree over the first `old` leaf hashes is a prefix of the tree over all of them."""
    return [root(leaves[start:end]) for start, end in consistency_spans(old, len(leaves))]


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], tree_root: bytes) -> None:
    """Raise ProofError unless `leaf` is the leaf `index` of the tree of `size` whose root is given."""
    if not 0 <= index < size:
        raise ProofError(f"no leaf {index} in a tree of {size}")
    if any(len(item) != HASH_SIZE for item in (leaf, tree_root, *proof)):
        raise ProofError("a hash has 32 bytes")
    position, last, current = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofError("the proof is too long")
        if position & 1 or position == last:
            current = node_hash(sibling, current)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            current = node_hash(current, sibling)
        position, last = position >> 1, last >> 1
    if last != 0:
        raise ProofError("the proof is too short")
    if current != tree_root:
        raise ProofError("the proof leads to another root")


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Raise ProofError unless the tree of `old` is a prefix of that of `new`; an empty old tree proves nothing."""
    if not 0 < old <= new:
        raise ProofError(f"no consistency from {old} to {new}")
    if old == new:
        if proof or old_root != new_root:
            raise ProofError("two trees of one size must be the same, with an empty proof")
        return
    hashes = list(proof) if old & (old - 1) else [old_root, *proof]
    if not hashes:
        raise ProofError("the proof is empty")
    first, second = _fold(old, new, hashes)
    if (first, second) != (old_root, new_root):
        raise ProofError("the proof leads to another root")


def _fold(old: int, new: int, hashes: Sequence[bytes]) -> tuple[bytes, bytes]:
    position, last = old - 1, new - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    first = second = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            raise ProofError("the proof is too long")
        if position & 1 or position == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        position, last = position >> 1, last >> 1
    if last != 0:
        raise ProofError("the proof is too short")
    return first, second
