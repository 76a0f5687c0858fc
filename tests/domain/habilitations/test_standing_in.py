"""MCP-51: a replacement has an end, stays inside the right, and nobody approves what they typed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from socle.habilitations.domain.standing_in import LONGEST, StandInCase, decide_stand_in, may_approve
from socle.kernel.period import Period

AT = datetime(2026, 3, 12, 9, tzinfo=UTC)
DAY = timedelta(days=1)
CASE = StandInCase(
    right=Period(AT - 30 * DAY),
    wanted=Period(AT, AT + 9 * DAY),
    is_itself_a_stand_in=False,
    holder_id=UUID(int=1),
    person_id=UUID(int=2),
    holds_it_already=False,
    at=AT,
)


def test_nine_days_of_leave_are_covered():
    assert decide_stand_in(CASE)
    assert decide_stand_in(replace(CASE, right=Period(AT - DAY, AT + 9 * DAY)))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"wanted": Period(AT)}, "stand_in_without_end"),
        ({"wanted": Period(AT, AT + LONGEST + DAY)}, "stand_in_too_long"),
        ({"wanted": Period(AT - DAY, AT + DAY)}, "stand_in_outside_right"),
        ({"right": Period(AT - DAY, AT + 8 * DAY)}, "stand_in_outside_right"),
        ({"right": Period(AT + DAY)}, "stand_in_outside_right"),
        ({"is_itself_a_stand_in": True}, "stand_in_of_stand_in"),
        ({"person_id": UUID(int=1)}, "stand_in_same_person"),
        ({"holds_it_already": True}, "stand_in_holds_it"),
    ],
)
def test_each_broken_rule_refuses_with_its_code_clause_and_remedy(change, code):
    decision = decide_stand_in(replace(CASE, **change))

    assert decision.code == code
    assert decision.reason
    assert decision.clause
    assert decision.fix


def test_nobody_approves_what_they_typed():
    assert may_approve(typed_by=UUID(int=1), approver=UUID(int=2), approver_name="Denis")
    refused = may_approve(typed_by=UUID(int=2), approver=UUID(int=2), approver_name="Denis")
    assert refused.code == "approver_typed_it"
    assert refused.fix
