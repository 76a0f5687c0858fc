import json
from datetime import date, datetime

import pytest

from socle.kernel.deadlines import clock_answer, parse_start
from socle.kernel.period import Period
from tests.domain.kernel.strategies import PARIS

DESK = "09:00-11:30,14:00-16:00"
ANSWERS = [
    (("2026-04-01", "10 jours ouvrés", "67"), "2026-04-17"),
    (("2026-04-01", "10 jours ouvrés", "75"), "2026-04-16"),
    (("2026-04-01T15:50", "10 jours ouvrés", "67", DESK), "2026-04-17T16:00:00+02:00"),
    (("2026-04-01T16:10", "10 jours ouvrés", "67", DESK), "2026-04-20T16:00:00+02:00"),
    (("2026-04-01T15:50", "10 jours ouvrés", "67"), "2026-04-17"),
    (("2026-04-01", "3 jours", "67"), "2026-04-07"),
    (("2026-04-01", "P1M", "67"), "2026-05-04"),
    (("2026-01-31", "P1M", "75"), "2026-03-02"),
    (("2026-04-01T15:50", "PT48H", "67"), "2026-04-03T15:50:00+02:00"),
    (("2026-04-01T13:50Z", "PT48H", "67"), "2026-04-03T15:50:00+02:00"),
    (("2026-12-23", "2 jours ouvrés", "67"), "2026-12-28"),
    (("2025-12-23", "2 jours ouvrés", "67"), "2025-12-29"),
    (("2025-12-23", "2 jours ouvrés", "75"), "2025-12-26"),
    (("2026-05-26", "1 jour ouvré", "971"), "2026-05-28"),
    (("2026-05-26", "1 jour ouvré"), "2026-05-27"),
]


@pytest.mark.parametrize(("asked", "due"), ANSWERS)
def test_known_answers(asked, due):
    answer = clock_answer(*asked)

    assert answer["due"] == due
    assert json.loads(json.dumps(answer)) == answer
    assert all(isinstance(step, str) for step in answer["proof"])


def test_the_commune_switch_and_suspensions_reach_the_engine():
    assert clock_answer("2026-04-01", "2 jours ouvrés", "67", good_friday=False)["due"] == "2026-04-03"
    stop = Period(datetime(2026, 4, 2, tzinfo=PARIS.zone), datetime(2026, 4, 3, tzinfo=PARIS.zone))
    assert clock_answer("2026-04-01", "1 jour ouvré", "75", suspensions=[stop])["due"] == "2026-04-03"


def test_a_start_is_a_day_or_an_instant_of_the_territory():
    assert parse_start("2026-04-01", PARIS) == date(2026, 4, 1)
    assert parse_start(" 2026-04-01T15:50 ", PARIS).isoformat() == "2026-04-01T15:50:00+02:00"
    assert parse_start("2026-03-29T02:30", PARIS).isoformat() == "2026-03-29T03:30:00+02:00"


@pytest.mark.parametrize(
    "text", ["", "hier", "2026-02-30", "2026-04-01T25:00", "01/04/2026", "0001-01-01T00:00", "1900-01-01"]
)
def test_an_unreadable_start_is_refused_in_french(text):
    with pytest.raises(ValueError, match="date « "):
        parse_start(text, PARIS)
