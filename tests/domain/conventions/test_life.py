"""Periods, tacit renewals and ends (MCP-03, FSV-13, ISU-15)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.conventions.domain.convention import Term
from socle.conventions.domain.force import terms_in_force
from socle.conventions.domain.kinds import Duration, Renewal
from socle.conventions.domain.kinds.renewal import Mode
from socle.conventions.domain.life import State, after, last_day, life, life_of
from socle.conventions.domain.types import DelayText
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Delay
from tests.domain.conventions.texts import commune, signed, with_paper, with_term

CLAUSE = Clause("convention", "17.1")


def yearly(start: date, day: date):
    terms = (
        Term("duree", CLAUSE, "x", 0, Duration(length=DelayText("P1Y"))),
        Term("reconduction", CLAUSE, "x", 1, Renewal(Mode.TACIT, DelayText("P1Y"))),
    )
    return life_of(terms, start, day)


@pytest.mark.parametrize(
    ("day", "state", "ends", "renews"),
    [
        (date(2025, 10, 7), State.COMING, None, None),
        (date(2025, 10, 8), State.IN_FORCE, date(2026, 10, 7), date(2026, 10, 8)),
        (date(2026, 10, 7), State.IN_FORCE, date(2026, 10, 7), date(2026, 10, 8)),
        (date(2026, 10, 8), State.IN_FORCE, date(2027, 10, 7), date(2027, 10, 8)),
    ],
)
def test_a_year_ends_the_day_before_its_anniversary(day, state, ends, renews):
    current = life(commune(), day)

    assert (current.state, current.ends_on, current.renews_on) == (state, ends, renews)


def test_three_years_without_renewal_come_to_an_end():
    text = signed("valmont-france-services")

    assert life(text, date(2025, 3, 20)).state is State.COMING
    assert life(text, date(2028, 3, 31)).state is State.IN_FORCE
    assert life(text, date(2028, 4, 1)).state is State.OVER
    assert last_day(text) == date(2028, 3, 31)


def test_a_fixed_end_is_said_to_be_over():
    text = signed("valmont-gestion-commune")

    assert life(text, date(2026, 1, 1)).sentence() == "La convention a pris fin le 31/12/2017."
    assert last_day(text) == date(2017, 12, 31)


def test_a_tacit_renewal_has_no_last_day_until_it_is_ended():
    assert last_day(commune()) is None
    assert last_day(with_paper(commune(), "convention", ended_on=date(2026, 9, 1))) == date(2026, 9, 1)
    assert last_day(with_paper(commune(), "convention", signed_on=None)) is None


def test_an_ended_convention_is_over_the_day_after():
    text = with_paper(commune(), "convention", ended_on=date(2026, 9, 1))

    assert life(text, date(2026, 9, 1)).state is State.IN_FORCE
    assert life(text, date(2026, 9, 2)).state is State.OVER


def test_every_state_reads_as_a_sentence():
    assert "pas encore pris effet" in life(commune(), date(2025, 1, 1)).sentence()
    assert "reconduction le 08/10/2026" in life(commune(), date(2026, 1, 1)).sentence()
    without = with_term(commune(), "reconduction", mode=Mode.NONE)
    assert "sans reconduction" in life(without, date(2026, 1, 1)).sentence()
    assert life_of((), date(2026, 1, 1), date(2026, 1, 2)).sentence() == "En vigueur."


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 5000))
def test_periods_follow_each_other_without_gap_nor_overlap(start, days):
    day = start + timedelta(days=days)
    current = yearly(start, day)

    assert current.starts_on <= day <= current.ends_on
    following = yearly(start, current.ends_on + timedelta(days=1))
    assert following.starts_on == current.ends_on + timedelta(days=1)


def test_a_leap_day_keeps_its_anniversaries():
    leap = date(2024, 2, 29)

    assert after(leap, Delay.parse("P1Y"), 4) == date(2028, 2, 29)
    assert after(date(2026, 1, 1), Delay.parse("2 semaines")) == date(2026, 1, 15)
    assert after(date(2026, 3, 31), Delay.parse("P1M"), -1) == date(2026, 2, 28)


def test_a_convention_whose_duration_has_a_first_day_binds_from_that_day():
    """FSV-03, FSV-13: signed on 12 March, it replaces the former one on 1 April 2025, no gap and no overlap."""
    text = signed("valmont-france-services")
    assert text.root.signed_on < date(2025, 4, 1) == text.starts_on
    assert terms_in_force(text, date(2025, 3, 31)) == ()
    assert terms_in_force(text, date(2025, 4, 1))
    assert last_day(text) == date(2028, 3, 31)
