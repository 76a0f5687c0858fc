"""The clock of an answer: first receipt, pauses, what a page says now (DRT-04, MCP-41)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar, OpeningHours
from socle.kernel.period import Period
from socle.saisines.domain.clocks import clock_of, promised, warn_at
from socle.saisines.domain.doors import Promise

CLAUSE = Clause("convention", "2.2")
ALSACE = Calendar("67")
DESK = OpeningHours.parse("09:00-11:30,14:00-16:00")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ALSACE.zone)


@pytest.mark.parametrize(
    ("received", "within", "hours", "due"),
    [
        ("2026-03-10T09:00", "3 jours", None, "2026-03-14T00:00"),  # Tuesday to Friday at 24:00
        ("2026-03-12T17:00", "3 jours", None, "2026-03-17T00:00"),  # Sunday is carried to Monday
        ("2026-04-01T10:00", "3 jours", None, "2026-04-08T00:00"),  # Saturday, then Easter Monday
        ("2026-12-23T10:00", "3 jours", None, "2026-12-29T00:00"),  # 26 December is a holiday there, then a week-end
        ("2026-03-10T09:00", "PT48H", None, "2026-03-12T09:00"),
        ("2026-03-28T12:00", "PT48H", None, "2026-03-30T13:00"),  # the clocks change: forty-eight real hours
        # Friday 15:50, then the bridge of 13 and 14 July 2026: received in time, ten worked days, the 14th left out
        ("2026-07-10T15:50", "10 jours ouvrés", DESK, "2026-07-27T16:00"),
        ("2026-07-10T16:10", "10 jours ouvrés", DESK, "2026-07-28T16:00"),  # ten minutes late: received on Monday
        ("2026-04-02T15:50", "10 jours ouvrés", DESK, "2026-04-20T16:00"),  # Good Friday and Easter Monday left out
    ],
)
def test_a_clock_ends_when_the_clause_says(received, within, hours, due):
    found = clock_of(Promise(within, CLAUSE), at(received), ALSACE, hours)

    assert found.due == at(due)
    assert found.proof[0].startswith("Réception")


def test_the_day_of_papers_awaited_does_not_count():
    """CRPA L114-5: from the request of papers until they come."""
    pause = Period(at("2026-03-11T10:00"), at("2026-03-13T10:00"))

    found = clock_of(Promise("3 jours", CLAUSE), at("2026-03-10T09:00"), ALSACE, None, [pause])

    assert found.due == at("2026-03-17T00:00")
    assert any("suspendu" in step for step in found.proof)


def test_a_pause_without_end_stops_the_clock():
    found = clock_of(Promise("3 jours", CLAUSE), at("2026-03-10T09:00"), ALSACE, None, [Period(at("2026-03-11T10:00"))])

    assert (found.due, found.is_stopped) == (None, True)
    assert promised(found, at("2026-03-12T09:00"), ALSACE) == "délai suspendu : des pièces sont attendues"


def test_at_once_has_no_date():
    found = clock_of(Promise(None, CLAUSE), at("2026-03-10T09:00"), ALSACE)

    assert found.due is None
    assert promised(found, at("2026-03-10T09:00"), ALSACE) == "aussitôt"


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("2026-03-10T09:00", "avant le vendredi 13 mars 2026 à 24:00, il reste 3 jours ouvrés"),
        ("2026-03-12T09:00", "avant le vendredi 13 mars 2026 à 24:00, il reste 1 jour ouvré"),
        ("2026-03-13T09:00", "avant le vendredi 13 mars 2026 à 24:00, il reste 15 heures"),
        ("2026-03-13T22:30", "avant le vendredi 13 mars 2026 à 24:00, il reste moins de deux heures"),
        ("2026-03-14T09:00", "avant le vendredi 13 mars 2026 à 24:00, en retard"),
        ("2026-03-17T09:00", "avant le vendredi 13 mars 2026 à 24:00, en retard de 2 jours ouvrés"),
    ],
)
def test_a_page_says_what_is_left_now(now, says):
    found = clock_of(Promise("3 jours", CLAUSE), at("2026-03-10T09:00"), ALSACE)

    assert promised(found, at(now), ALSACE) == says


def test_who_answers_is_warned_a_day_before_or_on_the_last_quarter():
    start = at("2026-03-10T09:00")
    assert warn_at(start, start + timedelta(days=10)) == start + timedelta(days=9)
    assert warn_at(start, start + timedelta(hours=48)) == start + timedelta(hours=36)
