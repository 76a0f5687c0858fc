from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.kernel.deadlines import Calendar, Delay, Unit, compute
from tests.domain.kernel.strategies import DESK, PARIS, instants


def paris(*parts):
    return datetime(*parts, tzinfo=PARIS.zone)


def hours(amount):
    return Delay.of(amount, Unit.HOURS)


@given(instants(), st.integers(1, 200))
def test_hours_run_in_real_time_and_never_roll_over(start, amount):
    due = compute(start, hours(amount), PARIS).due

    assert due.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=amount)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (paris(2026, 3, 28, 12, 0), "2026-03-30T13:00:00+02:00"),
        (paris(2026, 10, 24, 12, 0), "2026-10-26T11:00:00+01:00"),
        (paris(2026, 10, 23, 2, 30), "2026-10-25T02:30:00+02:00"),
        (paris(2026, 10, 23, 3, 30), "2026-10-25T02:30:00+01:00"),
        (paris(2026, 4, 3, 12, 0), "2026-04-05T12:00:00+02:00"),
    ],
)
def test_48_hours_across_the_change_of_hour_and_a_week_end(start, due):
    assert compute(start, hours(48), PARIS).value == due


def test_lateness_is_judged_in_the_repeated_hour():
    deadline = compute(paris(2026, 10, 23, 3, 30), hours(48), PARIS)

    assert not deadline.is_past(paris(2026, 10, 25, 2, 45))
    assert deadline.is_past(paris(2026, 10, 25, 2, 45).replace(fold=1))


@given(instants(), st.integers(1, 12))
def test_opening_minutes_agree_with_a_walk_minute_by_minute(start, amount):
    due = compute(start, hours(amount), PARIS, DESK).due
    slots = ((9 * 60, 11 * 60 + 30), (14 * 60, 16 * 60))
    at, left = start, amount * 60
    while left:
        minute = at.hour * 60 + at.minute
        worked = PARIS.is_ouvre(at.date()) and minute < slots[1][1]
        if not worked:
            at = at.replace(hour=0, minute=0) + timedelta(days=1)
            continue
        left -= any(opens <= minute < closes for opens, closes in slots)
        at += timedelta(minutes=1)

    assert due == at


@given(instants(), st.integers(0, 10_000), st.integers(1, 72), st.integers(0, 10), st.sampled_from([None, DESK]))
def test_later_or_longer_never_ends_sooner(start, later, amount, more, desk):
    first = compute(start, hours(amount), PARIS, desk).due

    assert first <= compute(start + timedelta(minutes=later), hours(amount + more), PARIS, desk).due


def test_opening_hours_with_the_whole_proof():
    deadline = compute(paris(2026, 4, 3, 15, 50), hours(3), PARIS, DESK)

    assert [str(step) for step in deadline.proof] == [
        "Réception — vendredi 3 avril 2026 à 15:50 : point de départ du délai",
        "Décompte — vendredi 3 avril 2026 à 15:50 : délai de 3 heures, seules les heures d'ouverture comptent, sans report",
        "Compté — vendredi 3 avril 2026 à 15:50 : 0 h 10 écoulées, reste 2 h 50",
        "Compté — mardi 7 avril 2026 à 09:00 : 2 h 30 écoulées, reste 0 h 20",
        "Compté — mardi 7 avril 2026 à 14:00 : 0 h 20 écoulées",
        "Échéance — mardi 7 avril 2026 à 14:20 : le délai expire à cette heure",
    ]


def test_a_delay_spent_at_closing_time_ends_there():
    assert compute(paris(2026, 4, 1, 14, 0), hours(2), PARIS, DESK).due == paris(2026, 4, 1, 16, 0)


@pytest.mark.parametrize(
    ("received", "why"),
    [
        (paris(2026, 4, 6, 10, 0), "arrivé un jour férié (Lundi de Pâques)"),
        (paris(2026, 4, 4, 10, 0), "arrivé un jour de fermeture"),
        (date(2026, 4, 5), "arrivé un jour de fermeture"),
        (paris(2026, 4, 3, 16, 1), "arrivé hors des heures d'ouverture"),
    ],
)
def test_a_receipt_while_closed_is_explained(received, why):
    deadline = compute(received, hours(1), PARIS, DESK)

    assert deadline.due == paris(2026, 4, 7, 10, 0)
    assert deadline.proof[1].detail.startswith(why)


def test_a_day_without_time_starts_at_midnight_or_at_the_opening():
    assert compute(date(2026, 4, 1), hours(48), PARIS).due == paris(2026, 4, 3, 0, 0)
    opened = compute(date(2026, 4, 1), hours(1), PARIS, DESK)
    assert opened.due == paris(2026, 4, 1, 10, 0)
    assert opened.proof[1].label == "Décompte"


def test_the_result_is_told_in_the_territory_time():
    start = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)

    assert compute(start, hours(24), Calendar("974")).value == "2026-04-02T14:00:00+04:00"


def test_a_start_without_zone_is_refused():
    with pytest.raises(ValueError, match="fuseau"):
        compute(datetime(2026, 4, 1, 10, 0), hours(24), PARIS)
