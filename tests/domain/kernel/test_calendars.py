from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.kernel.deadlines import Calendar
from socle.kernel.deadlines.calendars import YEARS
from tests.domain.kernel.strategies import PARIS, STRASBOURG, calendars, days

GOOD_FRIDAYS = [date(2026, 4, 3), date(2027, 3, 26), date(2028, 4, 14)]
ABOLITION = {
    "971": date(2026, 5, 27),
    "972": date(2026, 5, 22),
    "973": date(2026, 6, 10),
    "974": date(2026, 12, 20),
    "976": date(2026, 4, 27),
    "977": date(2026, 10, 9),
    "978": date(2026, 5, 28),
}


def easter(year):
    """An oracle of our own: Gauss and Butcher's computus."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def national(year):
    fixed = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
    # Laws 2004-626 and 2008-351: for three years, Pentecost Monday was a working day of solidarity.
    moving = (1, 39) if 2005 <= year <= 2007 else (1, 39, 50)
    return {date(year, *pair) for pair in fixed} | {easter(year) + timedelta(n) for n in moving}


@given(st.sampled_from(YEARS))
def test_national_and_local_holidays_follow_the_law(year):
    every_day = [date(year, 1, 1) + timedelta(n) for n in range(365)] + [date(year, 12, 31)]
    local = {easter(year) - timedelta(2), date(year, 12, 26)}

    assert {day for day in every_day if PARIS.holiday(day)} == national(year)
    assert {day for day in every_day if STRASBOURG.holiday(day)} == national(year) | local


@pytest.mark.parametrize("day", GOOD_FRIDAYS)
@pytest.mark.parametrize("territory", ["57", "67", "68", "6AE"])
def test_good_friday_in_alsace_moselle_unless_the_commune_says_otherwise(day, territory):
    assert Calendar(territory).holiday(day) == "Vendredi saint"
    assert Calendar(territory, good_friday=True).holiday(day) == "Vendredi saint"
    assert Calendar(territory, good_friday=False).is_ouvre(day)
    assert Calendar(territory, good_friday=False).holiday(day.replace(month=12, day=26)) == "Saint-Étienne"
    assert PARIS.is_ouvre(day)


@pytest.mark.parametrize(("territory", "day"), ABOLITION.items())
def test_overseas_keep_the_abolition_of_slavery(territory, day):
    assert Calendar(territory).holiday(day) == "Abolition de l'esclavage"
    assert PARIS.holiday(day) is None


def test_customs_are_no_holidays_unless_good_friday_is_asked():
    assert Calendar("971").holiday(date(2026, 7, 21)) is None
    assert Calendar("971").is_ouvre(GOOD_FRIDAYS[0])
    assert not Calendar("971", good_friday=True).is_ouvre(GOOD_FRIDAYS[0])


@given(days, calendars)
def test_worked_days_nest(day, calendar):
    assert not calendar.is_ouvre(day) or calendar.is_ouvrable(day)
    assert calendar.is_ouvrable(day) == (day.isoweekday() != 7 and calendar.holiday(day) is None)
    assert day <= calendar.next_ouvre(day) <= day + timedelta(days=5)


def test_a_day_begins_in_its_territory():
    evening = datetime(2026, 4, 1, 22, 30, tzinfo=UTC)

    assert PARIS.day_of(evening) == date(2026, 4, 2)
    assert Calendar("972").day_of(evening) == date(2026, 4, 1)
    assert Calendar(" 2a ").territory == "2A"
    with pytest.raises(TypeError, match="day_of"):
        PARIS.holiday(evening)


@pytest.mark.parametrize("territory", ["", "20", "96", "7", "979", "Paris"])
def test_an_unknown_territory_says_what_to_give(territory):
    with pytest.raises(ValueError, match="donnez un code de département"):
        Calendar(territory)


def test_good_friday_cannot_be_asked_where_no_custom_knows_it():
    with pytest.raises(ValueError, match="Vendredi saint"):
        Calendar("75", good_friday=True)


@pytest.mark.parametrize("year", [YEARS[0] - 1, YEARS[-1] + 1])
def test_a_year_whose_holidays_are_unknown_is_refused(year):
    with pytest.raises(ValueError, match="ne sont pas connus"):
        PARIS.is_ouvre(date(year, 6, 1) + timedelta(days=-date(year, 6, 1).weekday()))
