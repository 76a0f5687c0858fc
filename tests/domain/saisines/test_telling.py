"""Who is told what of a case, and when: each rule with the instant just before it (DRT-04)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from socle.kernel.deadlines import Calendar
from socle.saisines.domain.telling import TellCase, Told, last_hours, may_write, to_tell

ALSACE, REUNION = Calendar("67"), Calendar("974")
PARIS = ZoneInfo("Europe/Paris")
RECEIVED = datetime(2026, 3, 9, 9, tzinfo=PARIS)
DUE = datetime(2026, 3, 13, tzinfo=PARIS)
MINE = TellCase(RECEIVED, DUE, RECEIVED, is_mine=True)


def paris(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


def steps(case: TellCase, at: datetime, calendar: Calendar = ALSACE) -> list[str]:
    return [step.value for step, _ in to_tell(case, at, calendar)]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (paris(9, 8), True),
        (paris(9, 7, 59), False),
        (paris(9, 18, 59), True),
        (paris(9, 19), False),
        (paris(14, 10), False),
        (paris(3, 10, month=4), False),
    ],
)
def test_messages_leave_in_the_hours_and_on_the_worked_days_of_the_territory(at, expected):
    """The last case is Good Friday: a holiday in 67, an ordinary day in 75."""
    assert may_write(at, ALSACE) is expected


def test_the_hours_are_those_of_the_territory():
    at = datetime(2026, 3, 9, 5, tzinfo=UTC)
    assert (may_write(at, REUNION), may_write(at, ALSACE)) == (True, False)


def test_an_incident_is_told_on_a_sunday_but_not_at_night():
    assert may_write(paris(15, 10), ALSACE, every_day=True)
    assert not may_write(paris(15, 20), ALSACE, every_day=True)


def test_a_warning_that_falls_in_a_bridge_comes_before_it():
    """Easter Monday 2026 is 6 April; Good Friday is the 3rd in 67: the last hour before is Thursday 2 at 18."""
    assert last_hours(paris(6, 12, month=4), ALSACE) == paris(2, 18, month=4)
    assert last_hours(paris(6, 12, month=4), Calendar("75")) == paris(3, 18, month=4)
    assert last_hours(paris(9, 3), ALSACE) == paris(6, 18)


def test_who_is_entrusted_is_told_but_not_whoever_took_it_up():
    assert steps(MINE, paris(9, 9, 1)) == ["entrusted"]
    assert steps(replace(MINE, is_new=False), paris(9, 9, 1)) == []


def test_a_case_that_nobody_holds_is_told_to_the_whole_door():
    assert steps(TellCase(RECEIVED, DUE, is_waiting=True), paris(9, 9, 1)) == ["waiting"]


def test_the_warning_comes_a_day_before_the_end_and_no_sooner():
    """The end is the 12th at 24:00: a day before is the 11th at 24:00, hence the 11th at 18."""
    known = replace(MINE, is_new=False)
    assert steps(known, paris(11, 17, 59)) == []
    assert steps(known, paris(11, 18)) == ["soon"]
    assert steps(known, paris(12, 18)) == ["soon"]


def test_once_past_the_one_who_asked_is_told_too_that_the_ladder_is_open():
    asker = TellCase(RECEIVED, DUE, is_asker=True)
    assert steps(asker, paris(12, 18)) == []
    assert steps(asker, paris(13, 8)) == ["late"]
    assert steps(replace(MINE, is_new=False), paris(13, 8)) == ["late"]
    assert steps(asker, paris(13, 7)) == []


def test_the_mediator_called_is_told():
    assert steps(TellCase(RECEIVED, DUE, is_called=True), paris(10, 9)) == ["called"]


def test_a_stopped_clock_warns_of_nothing():
    assert steps(replace(MINE, due=None, is_new=False), paris(30, 9)) == []


def test_a_date_that_moves_is_told_again_under_another_key():
    later = replace(MINE, due=DUE + timedelta(days=4), is_new=False)
    ((step, about),) = to_tell(later, DUE + timedelta(days=4, hours=9), ALSACE)
    assert (step, about) == (Told.LATE, DUE + timedelta(days=4))
