"""The clocks of many cases: the same as one by one, whatever is computed once for a day (DRT-04)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar, OpeningHours
from socle.kernel.period import Period
from socle.saisines.domain.clocks import clock_of
from socle.saisines.domain.doors import Promise
from socle.saisines.domain.reckoning import Reckoner, Rule

CLAUSE = Clause("convention", "2.2")
DESK = OpeningHours.parse("09:00-11:30,14:00-16:00")
START = datetime(2026, 3, 28, 22, 30, tzinfo=UTC)
RECEIVED = [START + timedelta(hours=5 * number) for number in range(60)]
PAUSE = (Period(START + timedelta(days=14), START + timedelta(days=17)),)


@pytest.mark.parametrize(
    ("within", "hours", "pauses"),
    [
        *product(("3 jours ouvrés", "10 jours", "P1M"), (None, DESK), ((), PAUSE)),
        ("48 heures", None, ()),
        ("4 heures", DESK, ()),
        (None, None, ()),
    ],
)
def test_what_is_computed_once_for_a_day_is_what_each_case_would_be_given(within, hours, pauses):
    """Receipts on both sides of midnight and of the change of hour: the negative control is a key that forgets the day."""
    rule, reckoner = Rule(Promise(within, CLAUSE), Calendar("67"), hours), Reckoner()
    for received in RECEIVED:
        alone = clock_of(rule.promise, received, rule.calendar, hours, pauses)
        assert reckoner.due(rule, received, pauses) == alone.due


def test_the_switch_of_good_friday_moves_the_cases_around_it_alone():
    """Easter 2026 is 5 April; without the switch, Friday 3 is worked."""
    with_it, without = (Rule(Promise("3 jours ouvrés", CLAUSE), Calendar("67", good)) for good in (True, False))
    reckoner = Reckoner()
    moved = [
        day
        for day in range(23, 32)
        if reckoner.due(with_it, datetime(2026, 3, day, 10, tzinfo=UTC), ())
        != reckoner.due(without, datetime(2026, 3, day, 10, tzinfo=UTC), ())
    ]
    assert moved == [31]
