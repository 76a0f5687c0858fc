"""Under any order of two connections, the ledger ends as if one had come first (MCP-21, MCP-23, MCP-51, MCP-61)."""

from __future__ import annotations

import pytest

from tests.habilitations import races
from tests.habilitations.interleavings import every, sampled
from tests.habilitations.schedules import LOCK, QUICK, TAKE, play_all, staged, without_bucket_lock

SEED = 20260401


@pytest.mark.parametrize("case", races.PAIRS, ids=lambda case: case.name)
def test_every_merge_of_two_connections_ends_like_a_serial_order(committed, case):
    assert play_all(case, QUICK)["schedules"] >= 6


@pytest.mark.drill
@pytest.mark.parametrize("case", [*races.STAND_INS, *races.TRIPLES], ids=lambda case: case.name)
def test_merges_drawn_from_a_seed_end_like_a_serial_order(committed, case):
    """All of them are played by tools/drill_interleavings.py."""
    play_all(case, QUICK, lambda stage, jobs: sampled(stage, jobs, seed=SEED, number=3))


def broken_by(rewrite) -> list[str]:
    """What the first schedule of the last seat that breaks the ledger leaves."""
    with staged(races.LAST_SEAT, (LOCK, TAKE), rewrite) as (stage, jobs, ledger):
        return next((found for _ in every(stage, jobs) if (found := ledger.violations())), [])


def test_without_lock_nor_constraint_a_schedule_gives_the_last_seat_twice(unguarded):
    """C2: if this finds nothing, the enumeration above proves nothing."""
    assert [found.partition(":")[0] for found in broken_by(without_bucket_lock)] == ["one slot held twice"]


def test_the_lock_alone_is_enough(unguarded):
    assert not broken_by(str)


def test_the_constraint_alone_keeps_each_slot_for_one_person(committed):
    assert not broken_by(without_bucket_lock)
