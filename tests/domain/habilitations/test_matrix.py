"""MCP-20 to MCP-23: what one cell of the matrix says of one day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from socle.habilitations.domain.matrix import CELL_SAYS, CellFacts, CellState, cell_state, known_end
from socle.kernel.period import Period

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HELD = CellFacts(Period(NOW - timedelta(days=300)))


def until(days: int) -> CellFacts:
    return replace(HELD, period=Period(HELD.period.start, NOW + timedelta(days=days)))


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (HELD, CellState.HELD),
        (until(31), CellState.HELD),
        (until(30), CellState.ENDING),
        (replace(HELD, period=Period(NOW + timedelta(days=1))), CellState.COMING),
        (replace(HELD, is_suspended=True), CellState.SUSPENDED),
        (replace(until(3), is_suspended=True), CellState.SUSPENDED),
        (replace(HELD, is_stand_in=True), CellState.STAND_IN),
        (replace(until(3), is_stand_in=True), CellState.STAND_IN),
        (replace(HELD, is_service_open=False), CellState.CLOSED),
    ],
)
def test_each_state(facts, state):
    assert cell_state(facts, NOW) is state


def test_a_right_withdrawn_later_was_held_and_its_end_was_not_announced():
    facts = replace(until(3), withdrawn_at=NOW + timedelta(days=3))

    assert cell_state(facts, NOW) is CellState.HELD
    assert known_end(facts, NOW) is None
    assert known_end(until(3), NOW) == NOW + timedelta(days=3)


def test_every_state_has_its_words():
    assert set(CELL_SAYS) == set(CellState)
    assert len(set(CELL_SAYS.values())) == len(CellState)
