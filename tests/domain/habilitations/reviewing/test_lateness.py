"""A late review does what the convention writes, by degrees; nothing by itself when the text is silent (MCP-26)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from socle.conventions.domain.kinds import Review
from socle.conventions.domain.words import Role, Side
from socle.habilitations.domain.reviewing.lateness import (
    Grade,
    may_open_rights,
    may_still_manage,
    may_still_use,
    standing_of,
)
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar

CLAUSE = Clause("contrat de service", "2.2.2")
CALENDAR = Calendar("34")
SINCE = date(2025, 10, 8)
SILENT = Review("P1Y", Role.PRINCIPAL, Side.CAISSE)
WRITTEN = Review("P1Y", Role.PRINCIPAL, Side.CAISSE, ("P45D", "P10D"), "P1M", "P2M", "P3M")


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def standing(body: Review, day: date):
    return standing_of(body, CLAUSE, SINCE, CALENDAR, at(day))


@pytest.mark.parametrize(
    ("day", "grade"),
    [
        (date(2026, 9, 7), Grade.ON_TIME),
        (date(2026, 9, 8), Grade.NEAR),
        (date(2026, 10, 1), Grade.CLOSE),
        (date(2026, 10, 8), Grade.CLOSE),
        (date(2026, 10, 9), Grade.LATE),
        (date(2028, 10, 9), Grade.LATE),
    ],
)
def test_a_silent_text_reminds_and_does_nothing_else(day, grade):
    found = standing(SILENT, day)

    assert (found.due_on, found.grade, found.steps) == (date(2026, 10, 8), grade, ())
    assert may_open_rights(found)
    assert may_still_use(found, at(SINCE), at(day))
    assert may_still_manage(found)


@pytest.mark.parametrize(
    ("day", "grade"),
    [
        (date(2026, 8, 24), Grade.NEAR),
        (date(2026, 11, 8), Grade.LATE),
        (date(2026, 11, 9), Grade.FROZEN),
        (date(2026, 12, 8), Grade.FROZEN),
        (date(2026, 12, 9), Grade.UNUSED_SUSPENDED),
        (date(2027, 1, 9), Grade.HANDED_BACK),
    ],
)
def test_the_degrees_written_come_in_order_the_day_after_their_delay(day, grade):
    assert standing(WRITTEN, day).grade is grade


def test_each_degree_refuses_with_the_clause_and_who_can_fix_it():
    frozen, sleeping, back = (
        standing(WRITTEN, day) for day in (date(2026, 11, 9), date(2026, 12, 9), date(2027, 1, 9))
    )
    now, long_ago = at(date(2026, 12, 9)), at(date(2026, 6, 1))

    refused = may_open_rights(frozen)
    assert (refused.code, refused.clause) == ("review_late_frozen", CLAUSE)
    assert "8 octobre 2026" in refused.reason
    assert "principal" in refused.fix
    assert may_still_use(frozen, long_ago, now)
    assert not may_still_use(sleeping, long_ago, now)
    assert may_still_use(sleeping, now - timedelta(days=121), now)
    assert may_still_manage(sleeping)
    assert may_still_manage(back).code == "review_late_handed_back"
    assert not may_open_rights(back)


def test_the_next_degree_is_announced():
    assert standing(WRITTEN, date(2026, 10, 20)).coming == (Grade.FROZEN, date(2026, 11, 8))
    assert standing(WRITTEN, date(2027, 2, 1)).coming is None


def test_a_convention_without_review_stops_nothing():
    assert may_open_rights(None)
    assert may_still_use(None, at(SINCE), at(date(2030, 1, 1)))
    assert may_still_manage(None)


def test_the_sentence_of_the_term_says_its_degrees():
    assert "après 1 mois de retard" in WRITTEN.sentence().lower()
    assert "retard" not in SILENT.sentence()
