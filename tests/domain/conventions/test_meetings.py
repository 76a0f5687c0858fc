"""Committees, minutes and letters on dates computed by hand (DRT-09, FSV-12, ISU-01 to ISU-04)."""

from __future__ import annotations

from datetime import date

import pytest

from socle.conventions.domain.rules import control, meetings
from socle.conventions.domain.words import Office
from socle.kernel.deadlines import Calendar
from tests.domain.conventions.texts import CALENDAR, signed, with_term

DESK = signed("valmont-gestion-commune")
RIGHTS = signed("grand-rhin-droits")
RHINE = Calendar("67")
SIX = (Office.DIRECTOR, Office.ACCOUNTING_OFFICER, Office.EXECUTIVE)


def test_the_management_committee_has_two_of_each():
    both = {"caisse": SIX, "urssaf": SIX}

    assert meetings.composition_decision(DESK.terms, "management", both)
    missing = meetings.composition_decision(DESK.terms, "management", {**both, "urssaf": SIX[:2]})
    assert missing.code == "seat_empty"
    assert "cadre" in missing.reason


def test_a_committee_of_equals_does_not_sit_with_one_side_larger():
    decision = meetings.composition_decision(
        DESK.terms, "management", {"caisse": (*SIX, Office.MANAGER), "urssaf": SIX}
    )

    assert decision.code == "no_parity"
    assert str(decision.clause) == "convention, 2"


def test_a_written_quorum_is_counted():
    strict = with_term(DESK, "comite-de-direction", quorum=7)

    assert meetings.composition_decision(strict.terms, "management", {"caisse": SIX, "urssaf": SIX}).code == "no_quorum"


@pytest.mark.parametrize(
    ("code", "last", "due"),
    [
        ("management", date(2016, 1, 15), date(2016, 4, 15)),
        ("operational", date(2016, 1, 15), date(2016, 1, 22)),
        ("oversight", date(2016, 1, 15), date(2017, 1, 16)),
    ],
)
def test_each_committee_sits_again_in_time(code, last, due):
    """A year after Friday 15 January 2016 is a Sunday: carried to Monday."""
    assert meetings.next_sitting(DESK.terms, code, last, CALENDAR).day == due


def test_the_mission_letter_comes_before_the_end_of_the_first_quarter():
    assert meetings.letter_due(DESK.terms, "mission", 2016, CALENDAR).day == date(2016, 3, 31)
    assert meetings.letter_due(DESK.terms, "commitments", 2016, CALENDAR) is None


def test_minutes_leave_in_thirty_days_and_are_validated_in_thirty_more():
    """A meeting on 2 March 2026: sent by Wednesday 1 April; received that day, validated by Friday 1 May, a holiday → 4 May."""
    sent = meetings.sending_due(RIGHTS.terms, date(2026, 3, 2), RHINE)
    validated = control.minutes_due(RIGHTS.terms, date(2026, 4, 1), RHINE)

    assert sent.day == date(2026, 4, 1)
    assert validated.day == date(2026, 5, 4)
    assert meetings.sending_due(DESK.terms, date(2026, 3, 2), CALENDAR) is None


def test_parties_host_in_turn():
    parties = ("carsat", "collectivite")

    assert [meetings.host(RIGHTS.terms, "follow_up_committee", parties, before) for before in range(3)] == [
        "carsat",
        "collectivite",
        "carsat",
    ]
    assert meetings.host(DESK.terms, "management", parties, 0) is None
