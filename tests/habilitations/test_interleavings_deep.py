"""The same races, cut finer or between more connections, as tools/drill_interleavings.py plays them (§4.4, C1)."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.habilitations import races
from tests.habilitations.interleavings import every, sampled
from tests.habilitations.schedules import EACH_STATEMENT, FINE, LOCK, RIGHT, play_all

pytestmark = pytest.mark.drill
SEED = int(os.environ.get("SOCLE_DRILL_SEED", "20260401"))
SAMPLED = int(os.environ.get("SOCLE_DRILL_SAMPLED", "100"))
BY_NAME = {"ids": lambda case: case.name}


def tell(family: str, case: races.Case, tally: dict[str, int]) -> None:
    if record := os.environ.get("SOCLE_DRILL_RECORD"):
        with Path(record).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"family": family, "case": case.name, **tally}, ensure_ascii=False) + "\n")


def drawn(stage, jobs):
    return sampled(stage, jobs, seed=SEED, number=SAMPLED)


@pytest.mark.parametrize("case", [*races.PAIRS, *races.STAND_INS], **BY_NAME)
def test_every_finer_merge_of_two_connections(committed, case):
    tell("deux connexions, découpage fin, tous les ordres", case, play_all(case, FINE, every))


@pytest.mark.parametrize("case", races.TRIPLES, **BY_NAME)
def test_every_coarser_merge_of_three_connections(committed, case):
    tell("trois connexions, découpage large, tous les ordres", case, play_all(case, (LOCK, RIGHT), every))


@pytest.mark.parametrize("case", [*races.PAIRS, *races.STAND_INS, *races.TRIPLES], **BY_NAME)
def test_drawn_merges_of_single_statements(committed, case):
    tell("chaque requête SQL un pas, ordres tirés", case, play_all(case, EACH_STATEMENT, drawn))
