"""The radar of renewals: the last useful day decides, at J-90, J-30 and J-7 (MCP-03, FSV-13)."""

from __future__ import annotations

from datetime import date

import pytest

from socle.conventions.domain.agenda import DateKind, next_dates
from socle.conventions.domain.radar import Horizon, blip, horizon
from tests.domain.conventions.texts import CALENDAR, signed


@pytest.mark.parametrize(
    ("left", "reached"),
    [
        (91, None),
        (90, Horizon.QUARTER),
        (31, Horizon.QUARTER),
        (30, Horizon.MONTH),
        (8, Horizon.MONTH),
        (7, Horizon.WEEK),
        (0, Horizon.WEEK),
    ],
)
def test_an_administrator_is_told_again_nearer_the_day(left, reached):
    assert horizon(left) is reached


def seen(slug: str, today: date):
    convention = signed(slug)
    return blip(next_dates(convention.terms, convention.starts_on, today, CALENDAR), today)


def test_the_last_useful_day_decides():
    # The period ends on 7 October 2026; received three months before: 7 July 2026, a Tuesday; 27 days from 10 June.
    found = seen("saint-aubin-mcp", date(2026, 6, 10))

    assert (found.decides.kind, found.decides.day) == (DateKind.LAST_NOTICE, date(2026, 7, 7))
    assert (found.days_left, found.horizon, found.can_object) == (27, Horizon.MONTH, True)
    assert found.follows.day == date(2026, 10, 8)
    assert found.decides.proof


def test_a_convention_that_nothing_renews_shows_its_end():
    # Three years from 1 April 2025: the last day is 31 March 2028.
    found = seen("valmont-france-services", date(2028, 3, 1))

    assert (found.decides.kind, found.decides.day, found.days_left) == (DateKind.END, date(2028, 3, 31), 30)
    assert found.follows is None


def test_a_text_without_objection_shows_its_renewal():
    """DRT-12: tacit renewal, no termination at will."""
    found = seen("grand-rhin-droits", date(2026, 6, 1))

    assert (found.decides.kind, found.can_object) == (DateKind.RENEWAL, False)


def test_what_is_over_is_not_on_the_radar():
    assert seen("valmont-gestion-commune", date(2026, 6, 1)) is None
