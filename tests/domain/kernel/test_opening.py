from datetime import date, datetime

import pytest
from hypothesis import given

from socle.kernel.deadlines import OpeningHours
from tests.domain.kernel.strategies import DESK, PARIS, instants

BAD_HOURS = [
    "",
    "09:00",
    "9-12",
    "12:00-09:00",
    "09:00-09:00",
    "09:00-25:00",
    "09:00-12:00,11:00-14:00",
    "14:00-16:00,9h-11h",
]


def paris(*parts):
    return datetime(*parts, tzinfo=PARIS.zone)


@pytest.mark.parametrize(
    ("received", "opening"),
    [
        (paris(2026, 4, 1, 7, 0), paris(2026, 4, 1, 9, 0)),
        (paris(2026, 4, 1, 11, 29), paris(2026, 4, 1, 11, 29)),
        (paris(2026, 4, 1, 11, 30), paris(2026, 4, 1, 14, 0)),
        (paris(2026, 4, 1, 16, 0), paris(2026, 4, 2, 9, 0)),
        (paris(2026, 4, 3, 17, 0), paris(2026, 4, 7, 9, 0)),
    ],
)
def test_what_arrives_when_closed_waits_for_the_next_opening(received, opening):
    assert DESK.next_opening(received, PARIS) == opening


@given(instants())
def test_the_next_opening_is_open_and_nothing_opens_before(at):
    opening = DESK.next_opening(at, PARIS)
    day = PARIS.day_of(opening)

    assert any(period.contains(opening) for period in DESK.periods_on(day, PARIS))
    assert opening == at or not any(period.contains(at) for period in DESK.periods_on(PARIS.day_of(at), PARIS))


def test_a_day_may_have_its_own_hours():
    house = OpeningHours.parse("8h30-12h30, 13h30-17h").with_day(1, "10:00-12:30,13:30-17:00").with_day(4, "")

    assert str(house) == (
        "lundi 08:30-12:30,13:30-17:00 ; mardi 10:00-12:30,13:30-17:00 ; mercredi au jeudi 08:30-12:30,13:30-17:00"
    )
    assert house.next_opening(paris(2026, 4, 14, 8, 0), PARIS) == paris(2026, 4, 14, 10, 0)
    assert not house.opens_on(date(2026, 4, 17), PARIS)


def test_a_closed_day_has_no_closing():
    assert DESK.closing(date(2026, 4, 1), PARIS) == paris(2026, 4, 1, 16, 0)
    with pytest.raises(ValueError, match="fermé"):
        DESK.closing(date(2026, 4, 6), PARIS)
    assert DESK.periods_on(date(2026, 4, 6), PARIS) == ()


@pytest.mark.parametrize("text", BAD_HOURS)
def test_unreadable_hours_are_refused_in_french(text):
    with pytest.raises(ValueError, match="heures d'ouverture"):
        OpeningHours.parse(text)


def test_a_desk_that_never_opens_is_refused():
    with pytest.raises(ValueError, match="au moins une plage"):
        OpeningHours.parse("09:00-12:00", days=())
