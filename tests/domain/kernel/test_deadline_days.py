from calendar import monthrange
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.kernel.deadlines import Delay, Unit, add_months, compute
from tests.domain.kernel.strategies import DESK, PARIS, STRASBOURG, calendars, days, walk, whole_day_delays

ONE_DAY = timedelta(days=1)


def said(deadline):
    return [str(step) for step in deadline.proof]


@given(days, st.integers(1, 60), calendars)
def test_jours_ouvres_agree_with_a_walk_day_by_day(start, amount, calendar):
    due = compute(start, Delay.of(amount, Unit.OUVRES), calendar)

    assert due.day == walk(start, amount, lambda day: day.isoweekday() < 6 and not calendar.holiday(day))


@given(days, st.integers(1, 60), calendars)
def test_jours_ouvrables_agree_with_a_walk_day_by_day(start, amount, calendar):
    delay = Delay.of(amount, Unit.OUVRABLES)
    last = walk(start, amount, lambda day: day.isoweekday() < 7 and not calendar.holiday(day))

    assert compute(start, delay, calendar, roll=False).day == last
    assert compute(start, delay, calendar).day == calendar.next_ouvre(last)


@given(days, st.integers(1, 500), calendars)
def test_calendar_days_and_weeks_add_up(start, amount, calendar):
    assert compute(start, Delay.of(amount, Unit.DAYS), calendar, roll=False).day == start + amount * ONE_DAY
    assert compute(start, Delay.of(amount, Unit.WEEKS), calendar, roll=False).day == start + 7 * amount * ONE_DAY


@given(days, st.integers(1, 240))
def test_months_end_on_the_same_day_number_or_the_last(start, months):
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    end = add_months(start, months)

    assert (end.year, end.month) == (year, month)
    assert end.day == start.day or (end.day < start.day and end.day == monthrange(year, month)[1])
    assert end == compute(start, Delay.of(months, Unit.MONTHS), PARIS, roll=False).day


@given(days, st.integers(1, 20))
def test_a_year_is_twelve_months(start, years):
    year = compute(start, Delay.of(years, Unit.YEARS), PARIS)

    assert year.day == compute(start, Delay.of(years * 12, Unit.MONTHS), PARIS).day


@given(days, st.integers(1, 20), st.integers(1, 90))
def test_months_are_counted_before_days(start, months, more):
    both = compute(start, Delay.parse(f"{more} jours et {months} mois"), PARIS, roll=False)

    assert both.day == add_months(start, months) + more * ONE_DAY


@given(days, whole_day_delays, calendars, st.sampled_from([None, DESK]))
def test_the_last_day_is_always_worked(start, delay, calendar, hours):
    deadline = compute(start, delay, calendar, hours)

    assert calendar.is_ouvre(deadline.day)
    assert start < deadline.day
    assert deadline.proof[0].label == "Réception"
    assert deadline.proof[-1].label == "Échéance"


@given(days, st.integers(0, 60), whole_day_delays, calendars)
def test_a_later_start_never_ends_sooner(start, later, delay, calendar):
    assert compute(start, delay, calendar).due <= compute(start + later * ONE_DAY, delay, calendar).due


@given(days, st.integers(1, 40), st.integers(0, 20), st.sampled_from([unit for unit in Unit if unit is not Unit.HOURS]))
def test_a_longer_delay_never_ends_sooner(start, amount, more, unit):
    shorter, longer = Delay.of(amount, unit), Delay.of(amount + more, unit)

    assert compute(start, shorter, STRASBOURG).due <= compute(start, longer, STRASBOURG).due


@given(days, st.integers(1, 40), calendars)
def test_the_proof_names_every_day_that_is_not_counted(start, amount, calendar):
    deadline = compute(start, Delay.of(amount, Unit.OUVRES), calendar)
    between = [start + n * ONE_DAY for n in range(1, (deadline.day - start).days)]
    skipped = {step.at: step.detail for step in deadline.proof if step.label == "Non compté"}

    assert list(skipped) == [day for day in between if not calendar.is_ouvre(day)]
    assert all(calendar.holiday(day) in why for day, why in skipped.items() if calendar.holiday(day))


@given(days, whole_day_delays, st.times())
def test_the_hour_of_the_event_changes_nothing(start, delay, hour):
    at = datetime.combine(start, hour, PARIS.zone)

    assert compute(at, delay, PARIS).due == compute(start, delay, PARIS).due


def test_a_whole_day_deadline_ends_at_midnight():
    deadline = compute(date(2026, 4, 1), Delay.parse("5 jours"), PARIS)

    assert (deadline.day, deadline.value) == (date(2026, 4, 7), "2026-04-07")
    assert deadline.due == datetime(2026, 4, 8, tzinfo=PARIS.zone)
    assert not deadline.is_past(datetime(2026, 4, 7, 23, 59, 59, tzinfo=PARIS.zone))
    assert deadline.is_past(deadline.due)


def test_easter_in_strasbourg_with_its_whole_proof():
    assert said(compute(date(2026, 4, 1), Delay.parse("10 jours ouvrés"), STRASBOURG)) == [
        "Réception — mercredi 1er avril 2026 : point de départ du délai",
        "Jour de l'événement — mercredi 1er avril 2026 : il ne compte pas ; délai de 10 jours ouvrés",
        "Compté — jeudi 2 avril 2026 : 1er jour",
        "Non compté — vendredi 3 avril 2026 : jour férié (Vendredi saint)",
        "Non compté — samedi 4 avril 2026 : samedi",
        "Non compté — dimanche 5 avril 2026 : dimanche",
        "Non compté — lundi 6 avril 2026 : jour férié (Lundi de Pâques)",
        "Comptés — mardi 7 avril 2026 : du 2e au 5e jour, jusqu'au vendredi 10 avril 2026",
        "Non compté — samedi 11 avril 2026 : samedi",
        "Non compté — dimanche 12 avril 2026 : dimanche",
        "Comptés — lundi 13 avril 2026 : du 6e au 10e jour, jusqu'au vendredi 17 avril 2026",
        "Échéance — vendredi 17 avril 2026 : le délai expire ce jour à 24:00",
    ]


def test_two_months_and_a_roll_over_with_the_whole_proof():
    assert said(compute(date(2025, 12, 31), Delay.parse("P2M"), PARIS)) == [
        "Réception — mercredi 31 décembre 2025 : point de départ du délai",
        "Jour de l'événement — mercredi 31 décembre 2025 : il ne compte pas ; délai de 2 mois",
        "1 mois — samedi 31 janvier 2026 : même quantième",
        "2 mois — samedi 28 février 2026 : pas de 31 ce mois-là : dernier jour du mois",
        "Report — samedi 28 février 2026 : samedi : l'échéance est reportée au premier jour travaillé qui suit",
        "Report — dimanche 1er mars 2026 : dimanche : l'échéance est reportée au premier jour travaillé qui suit",
        "Échéance — lundi 2 mars 2026 : le délai expire ce jour à 24:00",
    ]


@pytest.mark.parametrize(
    ("received", "last"),
    [
        ((2026, 4, 1, 15, 50), date(2026, 4, 17)),
        ((2026, 4, 1, 16, 0), date(2026, 4, 20)),
        ((2026, 4, 3, 10, 0), date(2026, 4, 21)),
    ],
)
def test_received_after_closing_counts_from_the_next_opening(received, last):
    at = datetime(*received, tzinfo=STRASBOURG.zone)
    deadline = compute(at, Delay.parse("10 jours ouvrés"), STRASBOURG, DESK)

    assert deadline.due == datetime.combine(last, time(16), STRASBOURG.zone)
    assert deadline.value == f"{last}T16:00:00+02:00"
    assert str(deadline).endswith("à 16:00")


def test_the_desk_says_which_days_are_worked():
    tuesdays = DESK.with_day(0, "").with_day(2, "").with_day(3, "").with_day(4, "")
    saturdays = DESK.with_day(5, "09:00-12:00")

    closed = compute(date(2026, 6, 2), Delay.parse("1 jour ouvré"), PARIS, tuesdays)
    assert closed.day == date(2026, 6, 9)
    assert "service fermé ce jour" in {step.detail for step in closed.proof}
    assert compute(date(2026, 6, 5), Delay.parse("1 jour ouvré"), PARIS, saturdays).day == date(2026, 6, 6)
    assert compute(date(2026, 6, 2), Delay.parse("1 jour"), PARIS, tuesdays).day == date(2026, 6, 9)
    assert compute(date(2026, 6, 2), Delay.parse("1 jour"), PARIS, tuesdays, roll=False).value == "2026-06-03"
