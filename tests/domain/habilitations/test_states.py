"""What a right is on a day, as it was known then (MCP-22, MCP-25)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from socle.habilitations.domain.matrix import announced_end
from socle.habilitations.domain.states import INACTIVITY, RightState, Stopped, right_on_day
from socle.habilitations.domain.suspensions import SuspensionKind
from socle.kernel.period import Period

STOPPED = Stopped(SuspensionKind.PRECAUTION)


def march(day: int) -> datetime:
    return datetime(2026, 3, day, tzinfo=UTC)


HELD = Period(march(2), march(8))


@pytest.mark.parametrize(
    ("day", "withdrawn", "stopped", "state", "says"),
    [
        (1, None, None, RightState.COMING, "à venir"),
        (1, None, STOPPED, RightState.COMING, "à venir"),
        (2, None, None, RightState.IN_FORCE, "en cours"),
        (3, None, STOPPED, RightState.SUSPENDED, "suspendue à titre conservatoire par la caisse"),
        (3, None, Stopped(INACTIVITY), RightState.SUSPENDED, "suspendue faute d'usage"),
        (8, None, None, RightState.ENDED, "terminée"),
        (8, 8, None, RightState.ENDED, "retirée"),
        (9, 8, STOPPED, RightState.ENDED, "retirée"),
        (7, 8, None, RightState.IN_FORCE, "en cours"),
    ],
)
def test_dates_come_first_then_what_stops_the_right(day, withdrawn, stopped, state, says):
    found = right_on_day(HELD, march(withdrawn) if withdrawn else None, stopped, march(day))

    assert (found.state, found.says) == (state, says)
    assert found.is_over is (state is RightState.ENDED)


def test_an_end_decided_later_was_not_announced():
    """The negative control: the same end, known, is announced."""
    assert right_on_day(HELD, march(8), None, march(3)).period == Period(march(2))
    assert right_on_day(HELD, None, None, march(3)).period == HELD
    assert announced_end(march(5), march(5), march(3)) is None
    assert announced_end(march(5), None, march(3)) == march(5)


def test_a_right_withdrawn_before_it_began_was_to_come_until_then():
    assert right_on_day(None, march(4), None, march(3)).state is RightState.COMING
    assert right_on_day(None, march(4), None, march(4)).says == "retirée"
