"""Whatever is written, the check answers: a convention, or errors with a line of the text and a remedy."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from socle.conventions.domain.check import check
from tests.domain.conventions.test_report import AVENANT

SOUND = (Path(__file__).parent / "sound.toml").read_text(encoding="utf-8") + AVENANT
LINES = SOUND.splitlines()
VALUES = (
    '""',
    "-1",
    "true",
    "[]",
    '["a", "a"]',
    "{}",
    "{ a = 1 }",
    "2026-01-01",
    '"*"',
    "1.5",
    "12:30:00",
    '"T2"',
    "[[1]]",
)


def answers(text: str) -> None:
    found = check(text)

    assert found.is_sound != bool(found.errors)
    for finding in found.findings:
        assert 1 <= finding.line <= text.count("\n") + 1
        assert finding.what
        assert finding.remedy


@given(st.lists(st.integers(0, len(LINES) - 1), max_size=6), st.randoms())
def test_lost_and_moved_lines(lost, random):
    kept = [line for rank, line in enumerate(LINES) if rank not in lost]
    moved = random.randrange(len(kept))
    kept.insert(random.randrange(len(kept)), kept.pop(moved))

    answers("\n".join(kept) + "\n")


@given(st.lists(st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from(VALUES)), min_size=1, max_size=4))
def test_values_of_another_type(changes):
    lines = list(LINES)
    for rank, value in changes:
        key, separator, _ = lines[rank].partition(" = ")
        if separator:
            lines[rank] = f"{key} = {value}"

    answers("\n".join(lines) + "\n")


@given(st.text(max_size=200))
def test_any_text(text):
    answers(text)
