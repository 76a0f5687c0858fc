from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from socle.kernel.deadlines import Delay, Unit, add_months, compute, last_notice_day, latest_start
from tests.domain.kernel.strategies import DESK, PARIS, calendars, days, instants, whole_day_delays

late_days = st.dates(date(2030, 1, 1), date(2050, 12, 31))
ONE_DAY = timedelta(days=1)


@given(late_days, whole_day_delays, calendars, st.sampled_from([None, DESK]), st.booleans())
def test_the_latest_day_fits_and_the_next_does_not(due, delay, calendar, hours, roll):
    start = latest_start(due, delay, calendar, hours, roll=roll)
    limit = datetime.combine(due + ONE_DAY, datetime.min.time(), calendar.zone)

    assert compute(start.day, delay, calendar, hours, roll=roll).due <= limit
    assert compute(start.day + ONE_DAY, delay, calendar, hours, roll=roll).due > limit
    assert start.day < due


@given(instants(), st.integers(1, 100), st.sampled_from([None, DESK]))
def test_the_latest_minute_fits_and_the_next_does_not(due, amount, hours):
    delay = Delay.of(amount, Unit.HOURS)
    start = latest_start(due, delay, PARIS, hours)

    assert compute(start.due, delay, PARIS, hours).due.timestamp() <= due.timestamp()
    late = datetime.fromtimestamp(start.due.timestamp() + 60, PARIS.zone)
    assert compute(late, delay, PARIS, hours).due.timestamp() > due.timestamp()


@given(days, st.integers(1, 24), calendars)
def test_a_notice_is_received_on_a_worked_day_and_in_time(end, months, calendar):
    day = last_notice_day(end, Delay.of(months, Unit.MONTHS), calendar).day
    later = [day + n * ONE_DAY for n in range(1, 40)]

    assert calendar.is_ouvre(day)
    assert add_months(day, months) <= end
    assert not any(calendar.is_ouvre(other) and add_months(other, months) <= end for other in later)


def test_three_months_before_the_end_of_the_year():
    found = last_notice_day(date(2026, 12, 31), Delay.parse("3 mois"), PARIS)

    assert (found.day, found.value) == (date(2026, 9, 30), "2026-09-30")
    assert found.due == datetime(2026, 10, 1, tzinfo=PARIS.zone)


def test_a_notice_on_a_sunday_is_carried_back_with_its_proof():
    found = last_notice_day(date(2027, 4, 30), Delay.parse("3 mois"), PARIS)

    assert [str(step) for step in (*found.proof[:2], *found.proof[-3:])] == [
        "Fin à respecter — vendredi 30 avril 2027 : délai de 3 mois, compté à rebours",
        "Dernier départ possible — dimanche 31 janvier 2027 : le délai expire alors vendredi 30 avril 2027 à 24:00",
        "Avancé — dimanche 31 janvier 2027 : fin de semaine : prévenez au plus tard le jour travaillé qui précède",
        "Avancé — samedi 30 janvier 2027 : fin de semaine : prévenez au plus tard le jour travaillé qui précède",
        "Dernier jour utile — vendredi 29 janvier 2027 : la dénonciation doit être reçue ce jour au plus tard",
    ]


def test_with_opening_hours_the_last_start_is_a_closing_time():
    found = latest_start(date(2026, 4, 17), Delay.parse("10 jours ouvrés"), PARIS, DESK)

    assert found.value == "2026-04-02T16:00:00+02:00"
