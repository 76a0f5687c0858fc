from __future__ import annotations

import doctest
from datetime import UTC, date, datetime, timedelta

import pytest

from socle.kernel.period import Period
from socle.theme import french
from socle.theme.templatetags import theme

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


def test_examples_of_the_module_hold():
    assert doctest.testmod(french).failed == 0


def test_a_moment_is_said_in_the_territory_s_zone():
    assert theme.french_moment(NOON) == "jeudi 12 mars 2026 à 13:00"


def test_a_plain_date_has_no_hour():
    assert theme.french_moment(date(2026, 3, 1)) == "dimanche 1er mars 2026"


@pytest.mark.parametrize(
    ("gap", "says"),
    [
        (timedelta(seconds=20), "dans moins d'une minute"),
        (timedelta(minutes=90), "dans 1 heure"),
        (timedelta(days=75), "dans 2 mois"),
        (timedelta(days=800), "dans 2 ans"),
        (timedelta(days=-1), "il y a 1 jour"),
        (timedelta(0), "à l'instant"),
    ],
)
def test_a_delay_uses_the_largest_whole_unit(gap, says):
    assert theme.relative(NOON + gap, NOON) == says


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        (None, None, "sans limite de date"),
        (None, date(2026, 9, 11), "jusqu'au 11 septembre 2026"),
        (date(2026, 3, 12), date(2026, 9, 11), "du 12 mars 2026 au 11 septembre 2026"),
    ],
)
def test_a_period_says_its_open_ends(start, end, says):
    assert french.period(start, end) == says


@pytest.mark.parametrize(
    ("count", "forms", "ending"), [(0, "s", ""), (1, "s", ""), (2, "s", "s"), (2, "al,aux", "aux"), (1, "al,aux", "al")]
)
def test_zero_and_one_are_singular(count, forms, ending):
    assert theme.plural(count, forms) == ending


@pytest.mark.parametrize(
    "empty",
    [theme.french_day, theme.french_date, theme.french_moment, theme.iso, theme.number, theme.euros, theme.relative],
)
def test_nothing_is_said_of_nothing(empty):
    assert empty(None) == ""


def test_amounts_keep_their_unit_on_the_same_line():
    assert theme.euros("1234.5") == f"1{french.THIN}234,50{french.NBSP}€"


@pytest.mark.parametrize(("used", "whole", "percent"), [(0, 0, 0), (1, 3, 33), (5, 4, 100)])
def test_a_share_stays_between_0_and_100(used, whole, percent):
    assert theme.share(used, whole) == percent


def test_a_half_open_period_names_its_last_day():
    midnight = datetime(2026, 9, 11, 22, 0, tzinfo=UTC)

    assert theme.french_period(Period(NOON, midnight)) == "du 12 mars 2026 au 11 septembre 2026"
    assert theme.french_period(Period(NOON, None)) == "depuis le 12 mars 2026, sans fin prévue"
