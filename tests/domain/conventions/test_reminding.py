"""When an obligation and a renewal are recalled: hand-reckoned days, each step once (DRT-05, MCP-03)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from socle.conventions.domain.agenda import DateKind, NextDate
from socle.conventions.domain.keeping import Standing
from socle.conventions.domain.occurrences import Occurrence
from socle.conventions.domain.radar import blip
from socle.conventions.domain.reminding import Step, step_of, step_of_renewal
from socle.kernel.clause import Clause

DUE = date(2026, 6, 30)
ONE = Occurrence(
    term_id="attestation",
    kind="deliverable",
    code="remise",
    occasion="2026-01-01",
    what="remettre l’attestation d’assurance",
    clause=Clause.house("DRT-05"),
    says="",
    bearer=UUID(int=1),
    beneficiaries=(),
    begins_on=date(2026, 1, 1),
    due_on=DUE,
    due=datetime(2026, 6, 30, 22, tzinfo=UTC),
    remind_on=date(2026, 5, 30),
    wanted="",
    proof=(),
)


@pytest.mark.parametrize(
    ("day", "standing", "step"),
    [
        (date(2026, 5, 29), Standing.COMING, None),
        (date(2026, 5, 30), Standing.OWED, Step.FIRST),
        (date(2026, 6, 22), Standing.OWED, Step.FIRST),
        (date(2026, 6, 23), Standing.OWED, Step.WEEK),
        (date(2026, 6, 30), Standing.CONTESTED, Step.WEEK),
        (date(2026, 7, 1), Standing.LATE, Step.LATE),
        (date(2026, 7, 30), Standing.LATE, Step.LATE),
        (date(2026, 7, 31), Standing.LATE, None),
    ],
)
def test_a_month_a_week_and_the_day_after(day, standing, step):
    assert step_of(ONE, standing, day) is step


@pytest.mark.parametrize("standing", [Standing.DONE, Standing.DONE_LATE, Standing.WAIVED, Standing.SUSPENDED])
@pytest.mark.parametrize("day", [DUE - timedelta(days=20), DUE, DUE + timedelta(days=1)])
def test_what_is_kept_waived_or_suspended_is_not_chased(standing, day):
    assert step_of(ONE, standing, day) is None


def test_a_renewal_follows_the_horizons_of_the_radar():
    last = NextDate(DateKind.LAST_NOTICE, DUE, "", None)
    steps = [step_of_renewal(blip([last], DUE - timedelta(days=left))) for left in (91, 90, 31, 30, 8, 7, 0, -1)]
    assert steps == [None, Step.QUARTER, Step.QUARTER, Step.FIRST, Step.FIRST, Step.WEEK, Step.WEEK, None]
