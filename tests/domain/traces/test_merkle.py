import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.traces.domain.merkle import EMPTY_ROOT, CompactRange, leaf_hash, root
from socle.traces.domain.proofs import (
    ProofError,
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from tests.domain.traces import oracle

LEAVES = [leaf_hash(item) for item in oracle.DATA]
FAST = [*range(1, 36), 63, 64, 65, 100, 127, 128, 129]


def test_root_of_nothing_is_the_hash_of_nothing():
    assert root([]) == EMPTY_ROOT == oracle.mth(0, 0)


def test_appending_gives_the_root_of_the_recursion():
    tree = CompactRange()
    for size in range(131):
        assert tree.root() == oracle.mth(0, size)
        tree.append(LEAVES[size])


def check_inclusion(size):
    tree_root = oracle.mth(0, size)
    for index in range(size):
        proof = inclusion_proof(LEAVES[:size], index)
        assert proof == oracle.path(index, 0, size)
        verify_inclusion(index, size, LEAVES[index], proof, tree_root)


def check_consistency(size):
    tree_root = oracle.mth(0, size)
    for old in range(1, size + 1):
        proof = consistency_proof(LEAVES[:size], old)
        assert proof == oracle.proof(old, 0, size)
        verify_consistency(old, size, oracle.mth(0, old), tree_root, proof)


@pytest.mark.parametrize("size", FAST)
def test_proofs_are_those_of_the_recursion(size):
    check_inclusion(size)
    check_consistency(size)


@pytest.mark.drill
@pytest.mark.parametrize("size", [*range(36, 260), 511, 512, 513, 1023, 1024, 1025])
def test_proofs_are_those_of_the_recursion_deeper(size):
    check_inclusion(size)
    check_consistency(size)


def test_closed_nodes_are_the_roots_of_their_leaves():
    tree = CompactRange()
    closed = [node for leaf in LEAVES[:130] for node in tree.append(leaf)]

    assert len(closed) == 130 - tree.size.bit_count()
    for node in closed:
        start, end = node.position << node.level, (node.position + 1) << node.level
        assert node.hash == oracle.mth(start, end)


def test_peaks_must_fit_the_size():
    with pytest.raises(ValueError, match="2 peaks"):
        CompactRange(3, [LEAVES[0]])


def test_no_proof_outside_the_tree():
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof(LEAVES[:3], 3)
    with pytest.raises(ValueError, match="no consistency"):
        consistency_proof(LEAVES[:3], 0)
    with pytest.raises(ProofError):
        verify_inclusion(-1, 3, LEAVES[0], [], LEAVES[0])


@given(st.integers(2, 200), st.data())
def test_a_flipped_bit_is_refused(size, data):
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(LEAVES[:size], index)
    rank, bit = data.draw(st.integers(0, len(proof) - 1)), data.draw(st.integers(0, 255))
    proof[rank] = (int.from_bytes(proof[rank], "big") ^ (1 << bit)).to_bytes(32, "big")

    with pytest.raises(ProofError):
        verify_inclusion(index, size, LEAVES[index], proof, root(LEAVES[:size]))


@given(st.integers(2, 200), st.data())
def test_a_rewritten_prefix_has_no_consistency_proof(size, data):
    old = data.draw(st.integers(1, size - 1))
    changed = data.draw(st.integers(0, old - 1))
    rewritten = [*LEAVES[:changed], leaf_hash(b"forged"), *LEAVES[changed + 1 : size]]

    with pytest.raises(ProofError):
        verify_consistency(old, size, root(LEAVES[:old]), root(rewritten), consistency_proof(rewritten, old))
