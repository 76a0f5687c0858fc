"""MCP-25: a sample is drawn again by anybody from its seed; the riskiest come first for their share."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from socle.supervision.domain.sampling import (
    LARGEST,
    Candidate,
    RightSeen,
    Why,
    candidate,
    digest,
    draw,
    listed,
    may_draw,
    read,
)

NOW = datetime(2026, 11, 20, tzinfo=UTC)
POOL = tuple(Candidate(f"{rank:03}", rank % 4) for rank in range(100))


def test_the_same_seed_draws_the_same_rights_whatever_their_order():
    assert draw(POOL, 10, "graine", 50) == draw(reversed(POOL), 10, "graine", 50)
    assert draw(POOL, 10, "graine", 0) != draw(POOL, 10, "autre graine", 0)


def test_the_lot_is_the_order_of_a_published_hash():
    """Whoever has the list and the seed finds the draw, with nothing of ours."""
    order = sorted((one.id for one in POOL), key=lambda name: hashlib.sha256(f"graine|{name}".encode()).hexdigest())
    assert [line.candidate.id for line in draw(POOL, 10, "graine", 0)] == order[:10]


@given(some.integers(1, 120), some.integers(0, 100), some.text(max_size=8))
def test_a_sample_has_its_size_no_double_and_its_share_of_risk(size, percent, seed):
    lines = draw(POOL, size, seed, percent)

    assert len({line.candidate.id for line in lines}) == len(lines) == min(size, len(POOL))
    assert [line.rank for line in lines] == list(range(1, len(lines) + 1))
    by_risk = [line for line in lines if line.why is Why.RISK]
    assert len(by_risk) == min(min(size, 100) * percent // 100, 75)
    left_out = {one.id for one in POOL} - {line.candidate.id for line in by_risk}
    lowest = min((line.candidate.score for line in by_risk), default=4)
    assert all(one.score <= lowest for one in POOL if one.id in left_out) or not by_risk


def test_the_reasons_of_a_risk_are_said():
    seen = RightSeen("a", NOW - timedelta(days=400), has_end=False, rights_of_person=4, is_manager=True)
    quiet = RightSeen("b", NOW, has_end=True, rights_of_person=1, is_manager=False)

    assert candidate(seen, NOW).score == 5
    assert "sans usage depuis plus de trois mois" in candidate(seen, NOW).reasons
    assert "sans date de fin" in candidate(seen, NOW).reasons
    assert candidate(quiet, NOW) == Candidate("b", 0, ())


def test_what_was_drawn_from_is_kept_and_read_back():
    assert read(listed(POOL)) == tuple(sorted(POOL, key=lambda one: one.id))
    assert read("") == ()


def test_two_populations_have_two_fingerprints():
    assert digest(POOL) == digest(reversed(POOL)) != digest(POOL[1:])


@pytest.mark.parametrize(
    ("pool", "size", "percent", "code"),
    [
        (POOL, 10, 50, "allowed"),
        ((), 10, 50, "nothing_to_draw"),
        (POOL, 0, 50, "sample_size"),
        (POOL, LARGEST + 1, 50, "sample_size"),
        (POOL, 5, 101, "sample_size"),
    ],
)
def test_a_draw_needs_a_population_and_a_size(pool, size, percent, code):
    assert may_draw(pool, size, percent).code == code
