"""MCP-21, MCP-61: when the seats will be taken, from what is written and from the last take-up."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.habilitations.domain.forecast import HORIZON_DAYS, Ledger, Outlook, forecast
from socle.habilitations.domain.seats import Hold, level_at, used_at, used_over_time
from socle.kernel.clause import Clause
from socle.kernel.period import Period

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BULLETIN = Clause("bulletin CDAP", "2")


def on(day: int) -> datetime:
    return NOW + timedelta(days=day)


def ledger(*periods: tuple[int, int | None], maximum: int | None = 12, **changes: int | None) -> Ledger:
    """Holds by (first day, last day) from now; `in_40=5` changes the ceiling in forty days."""
    holds = tuple(
        Hold(rank, UUID(int=rank), Period(on(start), None if end is None else on(end)))
        for rank, (start, end) in enumerate(periods, 1)
    )
    later = tuple((on(int(name.removeprefix("in_"))), value) for name, value in changes.items())
    return Ledger(holds, ((on(-1000), maximum), *later), BULLETIN)


def test_a_seat_a_month_fills_the_four_left_in_four_months():
    found = forecast(ledger(*[(-200, None)] * 5, (-80, None), (-50, None), (-20, None)), NOW)

    assert (found.outlook, found.net, found.used, found.days) == (Outlook.EXPECTED, 3, 8, 90)
    assert found.day == on(120)
    assert (str(found.clause), found.rule.is_house) == ("bulletin CDAP, 2", True)


def test_without_the_last_take_up_the_same_ledger_never_fills():
    """The negative control: what makes the day above is the take-up, not the eight seats."""
    found = forecast(ledger(*[(-200, None)] * 8), NOW)

    assert (found.outlook, found.day, found.net) == (Outlook.NOT_BEFORE, on(HORIZON_DAYS), 0)


def test_a_known_end_pushes_the_day_back():
    sure = ledger(*[(-200, None)] * 5, (-80, None), (-50, None), (-20, None))
    ending = ledger((-200, 30), *[(-200, None)] * 4, (-80, None), (-50, None), (-20, None))

    assert forecast(ending, NOW).day > forecast(sure, NOW).day


def test_rights_already_written_fill_the_seats_on_a_known_day_whatever_the_history():
    found = forecast(ledger((-2, None), (10, None), (20, None), maximum=3), NOW)

    assert (found.outlook, found.day) == (Outlook.KNOWN, on(20))


def test_a_signed_lowering_is_a_known_day():
    found = forecast(ledger((-200, None), (-200, None), in_40=2), NOW)

    assert (found.outlook, found.day) == (Outlook.KNOWN, on(40))


def test_a_signed_raise_gives_more_time():
    periods = (*[(-200, None)] * 5, (-80, None), (-50, None), (-20, None))

    assert forecast(ledger(*periods, in_60=40), NOW).outlook is Outlook.NOT_BEFORE


def test_a_young_ledger_says_that_it_does_not_know():
    assert forecast(ledger((-29, None), (-3, None)), NOW).outlook is Outlook.UNKNOWN
    assert forecast(ledger(), NOW).outlook is Outlook.UNKNOWN
    assert forecast(ledger((-30, None), (-3, None)), NOW).outlook is not Outlook.UNKNOWN


@pytest.mark.parametrize(
    ("maximum", "outlook"), [(2, Outlook.FULL), (1, Outlook.ABOVE), (0, Outlook.CLOSED), (None, Outlook.CLOSED)]
)
def test_full_above_and_closed_are_said_as_such(maximum, outlook):
    assert forecast(ledger((-200, None), (-200, None), maximum=maximum), NOW).outlook is outlook


def test_seats_given_back_never_foretell_an_exhaustion():
    found = forecast(ledger((-200, -10), (-200, -20), (-200, None)), NOW)

    assert (found.net, found.ends, found.outlook) == (-2, 2, Outlook.NOT_BEFORE)


@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(-50, 50), st.one_of(st.none(), st.integers(1, 40))), max_size=12),
    st.integers(-60, 60),
)
def test_the_level_over_time_is_the_count_at_each_instant(drawn, day):
    holds = [Hold(slot, UUID(int=slot), Period(on(s), None if n is None else on(s + n))) for slot, s, n in drawn]

    assert level_at(used_over_time(holds), on(day)) == used_at(holds, on(day))
