from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.kernel.period import Period, merge

ORIGIN = datetime(2026, 1, 1, tzinfo=UTC)
SPAN = range(-1, 32)


def at(hour):
    return ORIGIN + timedelta(hours=hour)


@st.composite
def periods(draw):
    start = draw(st.integers(0, 29))
    length = draw(st.none() | st.integers(1, 30 - start))
    return Period(at(start), None if length is None else at(start + length))


def hours_of(*some):
    """The naive oracle: the set of hours that belong to at least one period."""
    return {h for h in SPAN if any(p.start <= at(h) and (p.end is None or at(h) < p.end) for p in some)}


@given(periods(), periods())
def test_sets_of_hours_agree(one, other):
    both = hours_of(one) & hours_of(other)

    assert {h for h in SPAN if one.contains(at(h))} == hours_of(one)
    assert one.overlaps(other) == other.overlaps(one) == bool(both)
    assert hours_of(*filter(None, [one.clip(other)])) == both
    assert one.covers(other) == (hours_of(other) <= hours_of(one))


@given(periods(), st.lists(periods(), max_size=4))
def test_without_takes_the_others_out(one, others):
    rest = one.without(others)

    assert hours_of(*rest) == hours_of(one) - hours_of(*others)
    assert list(merge(rest)) == list(rest)


@given(st.lists(periods(), max_size=6))
def test_merge_keeps_the_hours_in_the_fewest_periods(some):
    merged = merge(some)

    assert hours_of(*merged) == hours_of(*some)
    assert all(a.end is not None and a.end < b.start for a, b in pairwise(merged))


@pytest.mark.parametrize("end", [at(0), at(-1)])
def test_an_empty_period_is_refused(end):
    with pytest.raises(ValueError, match="période vide"):
        Period(at(0), end)


@pytest.mark.parametrize("bounds", [(datetime(2026, 1, 1),), (at(0), datetime(2026, 1, 2))])
def test_a_time_without_zone_is_refused(bounds):
    with pytest.raises(ValueError, match="sans fuseau"):
        Period(*bounds)


def test_the_repeated_hour_of_october_lasts_an_hour():
    paris = ZoneInfo("Europe/Paris")
    summer = datetime(2026, 10, 25, 2, 30, tzinfo=paris)
    winter = summer.replace(fold=1)

    assert Period(summer, winter).contains(datetime(2026, 10, 25, 1, 0, tzinfo=UTC))


def test_it_reads_in_french():
    assert str(Period(at(0), at(24))) == "du 01/01/2026 00:00 au 02/01/2026 00:00 (exclu)"
    assert str(Period(at(0))) == "depuis le 01/01/2026 00:00"
    assert Period(at(0)).is_open
    assert not Period(at(0), at(1)).is_open
