"""Control lines: drawn by a seed, never about invented people, marked after the answer; and the pace (ambition 8)."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from socle.habilitations.domain.reviewing.controls import GAP, Control, drawn, is_failed
from socle.habilitations.domain.reviewing.pace import QUICK, pace_of, warning
from socle.habilitations.domain.reviewing.planning import STEP, plan
from socle.habilitations.domain.reviewing.risk import Risk


@dataclass(frozen=True)
class Right:
    name: int
    is_for_caisse: bool = False
    is_departed: bool = False


def rights(count: int, departed: int = 0, caisse: int = 0) -> list[tuple[Right, Risk]]:
    people = [
        *(Right(n) for n in range(count)),
        *(Right(1000 + n, is_for_caisse=True) for n in range(caisse)),
        *(Right(2000 + n, is_departed=True) for n in range(departed)),
    ]
    return [(one, Risk(one.name % 7, ())) for one in people]


@given(st.integers(0, 120), st.integers(0, 9), st.integers(0, 4), st.text(max_size=8))
def test_every_right_is_placed_once_and_no_place_twice(count, departed, caisse, seed):
    lines = plan(rights(count, departed, caisse), seed)
    ordinary = [line for line in lines if not line.control]

    assert len({line.position for line in lines}) == len(lines)
    assert {line.right.name for line in ordinary} == {*range(count), *range(1000, 1000 + caisse)}
    assert not any(line.right.is_departed for line in ordinary)
    for line in lines:
        assert (line.control == Control.DEPARTED) == line.right.is_departed
        if line.control == Control.AGAIN:
            assert line.again is not None
            assert lines[line.again].right == line.right
            assert line.position > lines[line.again].position


def test_the_riskiest_come_first_and_those_of_the_caisse_last():
    lines = [line for line in plan(rights(20, caisse=2), "graine") if not line.control]
    points = [line.risk.points for line in lines[:20]]

    assert points == sorted(points, reverse=True)
    assert all(line.right.is_for_caisse for line in lines[20:])


def test_fifty_rights_hold_five_controls_of_both_kinds_and_six_rights_one():
    kinds = [line.control for line in plan(rights(50, departed=8), "graine") if line.control]
    assert sorted(kinds) == ["again", "again", "departed", "departed", "departed"]
    assert sum(bool(line.control) for line in plan(rights(6), "graine")) == 1
    assert not any(line.control for line in plan(rights(5, departed=3), "graine"))


def test_a_line_shown_again_comes_well_after():
    for seed in range(30):
        lines = plan(rights(60), str(seed))
        for line in lines:
            if line.again is not None:
                assert line.position - lines[line.again].position >= GAP * STEP


def test_the_seed_alone_draws_the_sample():
    assert drawn(range(100), "a", 5) == drawn(range(100), "a", 5)
    assert drawn(range(100), "a", 5) != drawn(range(100), "b", 5)


def test_the_honest_answers_are_known():
    assert is_failed("departed", "keep")
    assert is_failed("departed", "reduce")
    assert not is_failed("departed", "remove")
    assert is_failed("again", "remove", "keep")
    assert not is_failed("again", "keep", "keep")
    assert not is_failed("again", "doubtful", "keep")
    assert not is_failed("departed", "doubtful")


def test_a_quick_and_uniform_reviewer_is_told_to_slow_down():
    fast = [(QUICK - 1, "keep")] * 8
    assert "moins de 3 secondes" in warning(fast)
    assert warning(fast[:7]) == ""
    assert warning([*fast[:7], (QUICK - 1, "remove")]) == ""
    assert warning([*fast[:7], (QUICK, "keep")]) == ""


def test_the_pace_is_measured():
    assert pace_of([]).middle == 0
    assert pace_of([1, 1, 30, 40]).quick == 2
