"""MCP-25: the steps of a question, cell by cell; the right of reply; the silence rule."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from socle.kernel.decision import refuse
from socle.kernel.period import Period
from socle.supervision.domain.questions import (
    LIFECYCLE,
    LONGEST,
    AskCase,
    QuestionCase,
    QuestionState,
    is_late,
    may_ask,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ALLOWED = {
    (step, state, role)
    for step, states, roles in (
        ("answer", ("asked",), ("principal", "suppleant", "delegate")),
        ("contest", ("answered",), ("caisse_supervisor",)),
        ("rejoin", ("contested",), ("principal", "suppleant", "delegate")),
        ("accept", ("answered", "rejoined"), ("caisse_supervisor",)),
        ("conclude", ("asked", "contested", "rejoined"), ("caisse_supervisor",)),
        ("cancel", ("asked",), ("caisse_supervisor",)),
    )
    for state in states
    for role in roles
}
ROLES = ("principal", "suppleant", "delegate", "user", "caisse_supervisor", "caisse_admin", "dpo")


def case(state: QuestionState, *, due_at: datetime = NOW - DAY, text: str = "Parce que.") -> QuestionCase:
    return QuestionCase(state, due_at, NOW, text)


@pytest.mark.parametrize(("step", "state", "role"), [*product(LIFECYCLE.steps, QuestionState, ROLES)])
def test_each_cell_is_decided(step, state, role):
    assert bool(LIFECYCLE.decide(step, state, role, case(state))) is ((step, state.value, role) in ALLOWED)


@pytest.mark.parametrize("state", [QuestionState.ASKED, QuestionState.CONTESTED])
def test_nothing_is_concluded_while_the_partner_may_still_answer(state):
    early = LIFECYCLE.decide("conclude", state, "caisse_supervisor", case(state, due_at=NOW + DAY))

    assert early.code == "not_heard"
    assert early.until == NOW + DAY
    assert LIFECYCLE.decide("conclude", state, "caisse_supervisor", case(state, due_at=NOW))


def test_an_answer_alone_never_leads_to_a_conclusion():
    """One adversarial round: the caisse contests first, and the partner may answer again."""
    state = QuestionState.ANSWERED
    assert LIFECYCLE.decide("conclude", state, "caisse_supervisor", case(state)).code == "wrong_state"


def test_once_heard_twice_nobody_waits():
    state = QuestionState.REJOINED
    assert LIFECYCLE.decide("conclude", state, "caisse_supervisor", case(state, due_at=NOW + DAY))


@pytest.mark.parametrize("text", ["", "   ", "x" * (LONGEST + 1)])
def test_an_answer_says_something(text):
    for step, state in (("answer", QuestionState.ASKED), ("rejoin", QuestionState.CONTESTED)):
        assert LIFECYCLE.decide(step, state, "principal", case(state, text=text)).code == "text_missing"


def test_a_responsable_answers_only_for_what_they_manage():
    outside = refuse("outside_perimeter", "Ce service n'est pas dans votre périmètre.")
    asked = QuestionCase(QuestionState.ASKED, NOW, NOW, "Parce que.", outside)

    assert LIFECYCLE.decide("answer", QuestionState.ASKED, "delegate", asked) is outside


@pytest.mark.parametrize("state", QuestionState)
def test_silence_is_late_only_while_the_partner_is_awaited(state):
    awaited = state in {QuestionState.ASKED, QuestionState.CONTESTED}
    assert is_late(state, NOW, NOW) is awaited
    assert not is_late(state, NOW + DAY, NOW)


def test_a_late_answer_is_still_welcome():
    assert LIFECYCLE.decide("answer", QuestionState.ASKED, "principal", case(QuestionState.ASKED, due_at=NOW - 9 * DAY))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "allowed"),
        ({"period": Period(NOW + DAY)}, "allowed"),
        ({"is_known": False}, "unknown_right"),
        ({"period": None}, "right_over"),
        ({"period": Period(NOW - DAY, NOW)}, "right_over"),
        ({"text": " "}, "text_missing"),
        ({"is_open": True}, "already_asked"),
    ],
)
def test_a_question_is_about_a_right_that_lasts_and_that_no_other_asks_about(changes, code):
    given = {"is_known": True, "period": Period(NOW - DAY), "text": "Pourquoi ?", "is_open": False}
    assert may_ask(AskCase(**(given | changes)), NOW).code == code
