"""The 196 inclusion and consistency vectors of transparency-dev/merkle (acceptance A1)."""

import json
from base64 import b64decode
from contextlib import nullcontext
from pathlib import Path

import pytest

from socle.traces.domain.proofs import ProofError, verify_consistency, verify_inclusion

VECTORS = Path(__file__).resolve().parents[4] / "shared" / "reference" / "merkle-vectors"

pytestmark = pytest.mark.skipif(not VECTORS.is_dir(), reason="le dossier ../shared des vecteurs publiés est absent")


def vectors(kind):
    return sorted((VECTORS / kind).rglob("*.json"))


def hashes(vector):
    return [b64decode(item) for item in vector["proof"] or ()]


def expectation(vector):
    return pytest.raises(ProofError) if vector["wantErr"] else nullcontext()


@pytest.mark.parametrize("path", vectors("inclusion"), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_inclusion_vector(path):
    vector = json.loads(path.read_text())

    with expectation(vector):
        verify_inclusion(
            vector["leafIdx"],
            vector["treeSize"],
            b64decode(vector["leafHash"]),
            hashes(vector),
            b64decode(vector["root"]),
        )


@pytest.mark.parametrize("path", vectors("consistency"), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_consistency_vector(path):
    vector = json.loads(path.read_text())

    with expectation(vector):
        verify_consistency(
            vector["size1"], vector["size2"], b64decode(vector["root1"]), b64decode(vector["root2"]), hashes(vector)
        )


def test_every_vector_is_read():
    assert len(vectors("inclusion")) == 98
    assert len(vectors("consistency")) == 98
