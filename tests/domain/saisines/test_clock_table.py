"""The clocks of saisines against other hands: dates computed with a paper calendar, and two independent libraries.

Issue « Saisines »: at least 200 dates. The table was filled by hand, day by day; jours-feries-france and workalendar know
the holidays by other ways than the `holidays` package, and workalendar counts working days by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest
from jours_feries_france import JoursFeries
from workalendar.europe import France, FranceAlsaceMoselle

from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar, OpeningHours
from socle.kernel.period import Period
from socle.saisines.domain.clocks import clock_of
from socle.saisines.domain.doors import Promise

CLAUSE = Clause("contrat de service", "3.3")
DESK = "09:00-11:30,14:00-16:00"
ONE_DAY, STEP = timedelta(days=1), timedelta(minutes=10)
SLOTS = ((time(9), time(11, 30)), (time(14), time(16)))
ZONES = {
    "75": "Métropole",
    "67": "Alsace-Moselle",
    "971": "Guadeloupe",
    "973": "Guyane",
    "974": "La Réunion",
    "976": "Mayotte",
}
# received, delay, territory, hours, pauses, last day or instant
BY_HAND = (
    # Easter 2026: Good Friday 3 April (Alsace-Moselle), Easter Monday 6
    ("2026-04-01", "3 jours ouvrés", "75", "", (), "2026-04-07"),
    ("2026-04-01", "3 jours ouvrés", "67", "", (), "2026-04-08"),
    ("2026-04-01", "10 jours ouvrés", "75", "", (), "2026-04-16"),
    ("2026-04-01", "10 jours ouvrés", "67", "", (), "2026-04-17"),
    ("2026-04-01", "2 jours", "75", "", (), "2026-04-03"),
    ("2026-04-01", "2 jours", "67", "", (), "2026-04-07"),
    ("2026-04-01", "5 jours", "75", "", (), "2026-04-07"),
    ("2026-04-01", "10 jours", "75", "", (), "2026-04-13"),
    # May 2026: Fridays 1 and 8, Ascension Thursday 14, Whit Monday 25
    ("2026-04-30", "1 jours", "75", "", (), "2026-05-04"),
    ("2026-04-30", "8 jours", "75", "", (), "2026-05-11"),
    ("2026-04-30", "3 jours ouvrés", "75", "", (), "2026-05-06"),
    ("2026-04-30", "3 jours ouvrables", "75", "", (), "2026-05-05"),
    ("2026-05-13", "1 jours ouvrés", "75", "", (), "2026-05-15"),
    ("2026-05-13", "2 jours ouvrables", "75", "", (), "2026-05-18"),
    ("2026-05-22", "1 jours ouvrés", "75", "", (), "2026-05-26"),
    # months and years: the same number, else the last day; a closed last day goes to the next one worked
    ("2026-01-31", "P1M", "75", "", (), "2026-03-02"),
    ("2026-05-31", "P1M", "75", "", (), "2026-06-30"),
    ("2026-11-30", "P3M", "75", "", (), "2027-03-01"),
    ("2024-02-29", "P1Y", "75", "", (), "2025-02-28"),
    ("2026-02-14", "P6M", "75", "", (), "2026-08-14"),
    ("2026-02-15", "P6M", "75", "", (), "2026-08-17"),
    # Christmas: Saint Stephen's day in Alsace-Moselle
    ("2026-12-24", "1 jours ouvrés", "75", "", (), "2026-12-28"),
    ("2026-12-24", "1 jours ouvrables", "67", "", (), "2026-12-28"),
    ("2028-12-22", "1 jours ouvrés", "75", "", (), "2028-12-26"),
    ("2028-12-22", "1 jours ouvrés", "67", "", (), "2028-12-27"),
    # overseas: the abolition of slavery, and each its own day
    ("2026-05-26", "2 jours ouvrés", "971", "", (), "2026-05-29"),
    ("2026-05-26", "2 jours ouvrés", "75", "", (), "2026-05-28"),
    ("2026-05-21", "1 jours ouvrés", "972", "", (), "2026-05-26"),
    ("2026-06-09", "1 jours", "973", "", (), "2026-06-11"),
    ("2027-12-17", "1 jours ouvrés", "974", "", (), "2027-12-21"),
    ("2027-12-17", "1 jours ouvrés", "75", "", (), "2027-12-20"),
    ("2026-04-24", "1 jours ouvrés", "976", "", (), "2026-04-28"),
    # the day is that of the territory
    ("2026-03-10T21:00Z", "1 jours ouvrés", "974", "", (), "2026-03-12"),
    ("2026-03-10T21:00Z", "1 jours ouvrés", "75", "", (), "2026-03-11"),
    ("2026-03-11T02:00Z", "1 jours ouvrés", "971", "", (), "2026-03-11"),
    # hours in real time: the changes of hour count, nothing rolls over
    ("2026-03-28T10:00", "48 heures", "75", "", (), "2026-03-30T11:00"),
    ("2026-10-23T18:00", "72 heures", "75", "", (), "2026-10-26T17:00"),
    ("2026-12-24T16:00", "24 heures", "67", "", (), "2026-12-25T16:00"),
    # hours of a desk with its lunch gap
    ("2026-03-09T10:00", "2 heures", "75", DESK, (), "2026-03-09T14:30"),
    ("2026-03-09T12:00", "1 heures", "75", DESK, (), "2026-03-09T15:00"),
    ("2026-03-09T11:30", "1 heures", "75", DESK, (), "2026-03-09T15:00"),
    ("2026-03-09T16:00", "1 heures", "75", DESK, (), "2026-03-10T10:00"),
    ("2026-03-13T15:50", "1 heures", "75", DESK, (), "2026-03-16T09:50"),
    ("2026-04-02T15:50", "1 heures", "75", DESK, (), "2026-04-03T09:50"),
    ("2026-04-02T15:50", "1 heures", "67", DESK, (), "2026-04-07T09:50"),
    ("2028-12-22T15:50", "4 heures", "75", DESK, (), "2028-12-26T15:20"),
    ("2028-12-22T15:50", "4 heures", "67", DESK, (), "2028-12-27T15:20"),
    ("2026-04-01T15:50", "10 jours ouvrés", "67", DESK, (), "2026-04-17T16:00"),
    ("2026-04-01T16:30", "1 jours ouvrés", "75", DESK, (), "2026-04-03T16:00"),
    ("2026-04-01T16:30", "1 jours ouvrés", "67", DESK, (), "2026-04-07T16:00"),
    # pauses: a day touched is not counted; hours stop to the minute
    ("2026-03-09T10:00", "3 jours ouvrés", "75", "", (("2026-03-10T12:00", "2026-03-11T12:00"),), "2026-03-16"),
    ("2026-03-02T09:00", "10 jours", "75", "", (("2026-03-05T00:00", "2026-03-08T00:00"),), "2026-03-16"),
    ("2026-03-10T10:00", "48 heures", "75", "", (("2026-03-11T10:00", "2026-03-13T10:00"),), "2026-03-14T10:00"),
    ("2026-03-09T10:00", "4 heures", "75", DESK, (("2026-03-09T11:00", "2026-03-09T15:00"),), "2026-03-10T11:00"),
)
# The desk closes at 16:00; then a week-end, Christmas and Saint Stephen: ten minutes that day, the rest on Wednesday.
PROOF = [
    "Réception — vendredi 22 décembre 2028 à 15:50 : point de départ du délai",
    "Décompte — vendredi 22 décembre 2028 à 15:50 : délai de 4 heures, seules les heures d'ouverture comptent, sans report",
    "Compté — vendredi 22 décembre 2028 à 15:50 : 0 h 10 écoulées, reste 3 h 50",
    "Compté — mercredi 27 décembre 2028 à 09:00 : 2 h 30 écoulées, reste 1 h 20",
    "Compté — mercredi 27 décembre 2028 à 14:00 : 1 h 20 écoulées",
    "Échéance — mercredi 27 décembre 2028 à 15:20 : le délai expire à cette heure",
]
EVES = [date(2026, month, day) for month, day in ((3, 31), (4, 2), (4, 30), (5, 7), (5, 13), (5, 22), (6, 9), (7, 13))]
EVES += [date(2026, 8, 14), date(2026, 10, 31), date(2026, 11, 10), date(2026, 12, 24), date(2027, 12, 17)]
EVES += [date(2028, 2, 28), date(2028, 12, 22), date(2030, 4, 18)]
AMOUNTS = (1, 3, 10)


def instant(text: str, calendar: Calendar) -> datetime:
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=calendar.zone)


def last(received: datetime, delay: str, territory: str, hours: str = "", pauses: tuple[Period, ...] = ()) -> date:
    """The last day of a delay in days, the instant of another one."""
    opening = OpeningHours.parse(hours) if hours else None
    found = clock_of(Promise(delay, CLAUSE), received, Calendar(territory), opening, pauses).deadline
    assert found is not None
    return found.day if found.is_whole_day else found.due


@pytest.mark.parametrize(("received", "delay", "territory", "hours", "pauses", "expected"), BY_HAND)
def test_dates_computed_by_hand(received, delay, territory, hours, pauses, expected):
    calendar = Calendar(territory)
    stops = tuple(Period(*(instant(one, calendar) for one in pause)) for pause in pauses)
    wanted = instant(expected, calendar) if "T" in expected else date.fromisoformat(expected)

    assert last(instant(received, calendar), delay, territory, hours, stops) == wanted


def closed_days(territory: str, year: int) -> set[date]:
    return set(JoursFeries.for_year(year, ZONES[territory]).values())


def works(territory: str, day: date, week: int = 5) -> bool:
    return day.isoweekday() <= week and day not in closed_days(territory, day.year)


def walked(start: date, amount: int, counts: Callable[[date], bool]) -> date:
    day = start
    while amount:
        day += ONE_DAY
        amount -= counts(day)
    return day


def noon(day: date, territory: str) -> datetime:
    return datetime.combine(day, time(12), Calendar(territory).zone)


@pytest.mark.parametrize(("territory", "week"), list(product(ZONES, (5, 6, 7))))
def test_days_agree_with_the_holidays_of_another_library(territory, week):
    """16 eves × 3 delays × 6 territories × 3 ways of counting: 864 dates."""
    unit = {5: "jours ouvrés", 6: "jours ouvrables", 7: "jours"}[week]
    for eve, amount in product(EVES, AMOUNTS):
        end = walked(eve, amount, lambda day: week == 7 or works(territory, day, week))
        expected = end if works(territory, end) else walked(end, 1, lambda day: works(territory, day))
        assert last(noon(eve, territory), f"{amount} {unit}", territory) == expected, (eve, amount)


@pytest.mark.parametrize(("territory", "other"), [("75", France()), ("67", FranceAlsaceMoselle())])
def test_working_days_agree_with_those_that_another_library_counts(territory, other):
    """48 dates for each."""
    for eve, amount in product(EVES, AMOUNTS):
        expected = other.add_working_days(eve, amount)
        assert last(noon(eve, territory), f"{amount} jours ouvrés", territory) == expected, (eve, amount)


def is_open(territory: str, at: datetime) -> bool:
    return works(territory, at.date()) and any(opens <= at.time() < closes for opens, closes in SLOTS)


@pytest.mark.parametrize("territory", ["75", "67", "971", "974"])
@pytest.mark.parametrize("at", [time(8), time(10, 20), time(12), time(15, 50), time(18)])
def test_hours_of_a_desk_agree_with_a_walk_by_ten_minutes(territory, at):
    """16 eves × 2 delays × 5 hours × 4 territories: 640 instants."""
    zone = Calendar(territory).zone
    for eve, amount in product(EVES, (1, 6)):
        start = moment = datetime.combine(eve, at)
        left = timedelta(hours=amount)
        while left:
            left -= STEP if is_open(territory, moment) else timedelta(0)
            moment += STEP
        assert last(start.replace(tzinfo=zone), f"{amount} heures", territory, DESK) == moment.replace(tzinfo=zone), eve


def test_a_call_on_the_friday_before_a_bridge_with_a_local_holiday_says_each_of_its_steps():
    """MCP-41: Friday 22 December 2028 at 15:50; Monday is Christmas, Tuesday Saint Stephen's day in Strasbourg."""
    received = datetime(2028, 12, 22, 15, 50, tzinfo=Calendar("67").zone)
    found = clock_of(Promise("4 heures", CLAUSE), received, Calendar("67"), OpeningHours.parse(DESK))

    assert found.due == datetime(2028, 12, 27, 14, 20, tzinfo=UTC)
    assert list(found.proof) == PROOF


def test_ten_minutes_later_the_desk_is_closed_and_the_proof_says_when_it_opens():
    received = datetime(2028, 12, 22, 16, 0, tzinfo=Calendar("67").zone)
    found = clock_of(Promise("4 heures", CLAUSE), received, Calendar("67"), OpeningHours.parse(DESK))

    assert "Ouverture suivante" in found.proof[1]
    assert found.due == datetime(2028, 12, 27, 14, 30, tzinfo=UTC)


def test_there_are_more_than_two_hundred_dates():
    assert len(BY_HAND) >= 50
    assert len(BY_HAND) + len(EVES) * len(AMOUNTS) * (3 * len(ZONES) + 2) > 200
