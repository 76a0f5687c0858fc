from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.kernel.deadlines import Delay, NeverResumedError, Unit, compute
from socle.kernel.period import Period
from tests.domain.kernel.strategies import DESK, PARIS, delays, walk, whole_day_delays

START = datetime(2026, 5, 1, 12, 0, tzinfo=PARIS.zone)


def paris(*parts):
    return datetime(*parts, tzinfo=PARIS.zone)


@st.composite
def stops(draw):
    begin = START + timedelta(hours=draw(st.integers(-100, 600)))
    return Period(begin, begin + timedelta(hours=draw(st.integers(1, 300))))


some_stops = st.lists(stops(), max_size=3)


@given(delays(), some_stops, st.sampled_from([None, DESK]))
def test_a_suspension_never_brings_the_end_forward(delay, suspensions, hours):
    assert compute(START, delay, PARIS, hours).due <= compute(START, delay, PARIS, hours, suspensions=suspensions).due


@given(st.integers(1, 30), st.sampled_from([Unit.DAYS, Unit.OUVRES, Unit.OUVRABLES]), some_stops)
def test_days_touched_by_a_suspension_are_not_counted(amount, unit, suspensions):
    worked = {Unit.DAYS: lambda _: True, Unit.OUVRES: PARIS.is_ouvre, Unit.OUVRABLES: PARIS.is_ouvrable}[unit]

    def counts(day):
        whole = Period(paris(day.year, day.month, day.day), paris(day.year, day.month, day.day) + timedelta(days=1))
        return worked(day) and not any(stop.overlaps(whole) for stop in suspensions)

    delay = Delay.of(amount, unit)
    assert compute(START, delay, PARIS, roll=False, suspensions=suspensions).day == walk(START.date(), amount, counts)


@given(st.integers(1, 100), some_stops)
def test_a_stopped_clock_spends_its_hours_outside_the_stops(amount, suspensions):
    due = compute(START, Delay.of(amount, Unit.HOURS), PARIS, suspensions=suspensions).due
    running = Period(START, due).without(suspensions)

    assert sum((part.end - part.start for part in running), timedelta()) == timedelta(hours=amount)


@given(whole_day_delays)
def test_a_suspension_elsewhere_changes_nothing(delay):
    before = Period(paris(2020, 1, 1), paris(2020, 2, 1))

    assert compute(START, delay, PARIS, suspensions=[before]).due == compute(START, delay, PARIS).due


def test_hours_stop_and_resume_with_the_whole_proof():
    stop = Period(paris(2026, 5, 2, 10, 0), paris(2026, 5, 4, 9, 0))
    deadline = compute(START, Delay.parse("PT48H"), PARIS, suspensions=[stop])

    assert [str(step) for step in deadline.proof[2:]] == [
        "Compté — vendredi 1er mai 2026 à 12:00 : 22 h 00 écoulées, reste 26 h 00",
        "Reprise — lundi 4 mai 2026 à 09:00 : délai suspendu depuis le samedi 2 mai 2026",
        "Compté — lundi 4 mai 2026 à 09:00 : 26 h 00 écoulées",
        "Échéance — mardi 5 mai 2026 à 11:00 : le délai expire à cette heure",
    ]


def test_a_suspended_month_lasts_as_many_days_outside_the_suspension():
    stop = Period(paris(2026, 5, 4), paris(2026, 5, 8))
    deadline = compute(START, Delay.parse("1 mois"), PARIS, suspensions=[stop])

    assert deadline.day == date(2026, 6, 5)
    assert "le délai dure 31 jours, comptés hors des jours suspendus" in {step.detail for step in deadline.proof}
    assert [step.at.day for step in deadline.proof if step.detail == "délai suspendu"] == [4, 5, 6, 7]


def test_an_end_carried_over_waits_for_the_resumption():
    stop = Period(paris(2026, 5, 11), paris(2026, 5, 13))

    assert compute(START, Delay.parse("8 jours"), PARIS, suspensions=[stop]).day == date(2026, 5, 13)
    assert compute(START, Delay.parse("8 jours"), PARIS, DESK, suspensions=[stop]).day == date(2026, 5, 15)


@pytest.mark.parametrize("delay", ["P1M", "10 jours ouvrés", "PT48H"])
@pytest.mark.parametrize("hours", [None, DESK])
def test_without_resumption_the_end_is_not_known(delay, hours):
    running = [Period(paris(2026, 5, 2))]

    with pytest.raises(NeverResumedError, match="indiquez la reprise"):
        compute(START, Delay.parse(delay), PARIS, hours, suspensions=running)


@pytest.mark.parametrize("hours", [None, DESK])
def test_a_suspension_after_the_end_comes_too_late(hours):
    after = Period(datetime(2026, 6, 1, tzinfo=UTC))

    assert compute(START, Delay.parse("PT4H"), PARIS, hours, suspensions=[after]).due < after.start
