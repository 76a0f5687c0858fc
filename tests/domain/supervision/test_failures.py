"""MCP-25: a failure is established on evidence, the partner heard or silent; what is urgent says why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from socle.supervision.domain.failures import LIFECYCLE, FailureCase, FailureState, may_notify

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ALLOWED = {
    (step, state, role)
    for step, states, roles in (
        ("reply", ("notified",), ("principal", "suppleant")),
        ("establish", ("notified", "replied"), ("caisse_supervisor", "caisse_admin")),
        ("reply_after", ("established",), ("principal", "suppleant")),
        ("dismiss", ("notified", "replied", "established"), ("caisse_supervisor", "caisse_admin")),
    )
    for state in states
    for role in roles
}
ROLES = ("principal", "suppleant", "delegate", "user", "caisse_supervisor", "caisse_admin")


def case(state=FailureState.NOTIFIED, *, due_at=NOW - DAY, text="Non.", evidence="trace 12", urgency=""):
    return FailureCase(state, due_at, NOW, text, evidence, urgency)


@pytest.mark.parametrize(("step", "state", "role"), [*product(LIFECYCLE.steps, FailureState, ROLES)])
def test_each_cell_is_decided(step, state, role):
    assert bool(LIFECYCLE.decide(step, state, role, case(state))) is ((step, state.value, role) in ALLOWED)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"due_at": NOW + DAY}, "reply_awaited"),
        ({"due_at": NOW}, "allowed"),
        ({"due_at": NOW + DAY, "state": FailureState.REPLIED}, "allowed"),
        ({"due_at": NOW + DAY, "urgency": "Les dossiers sont lus cette nuit."}, "allowed"),
        ({"due_at": NOW + DAY, "urgency": "  "}, "reply_awaited"),
        ({"evidence": " "}, "no_evidence"),
    ],
)
def test_nothing_is_established_before_the_partner_is_heard(changes, code):
    known = case(**changes)
    assert LIFECYCLE.decide("establish", known.state, "caisse_supervisor", known).code == code


def test_an_empty_reply_is_no_reply():
    assert LIFECYCLE.decide("reply", FailureState.NOTIFIED, "principal", case(text=" ")).code == "text_missing"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "allowed"),
        ({"written": None}, "unknown_convention"),
        ({"ground": "misuse"}, "ground_unwritten"),
        ({"facts": " "}, "facts_missing"),
        ({"evidence": ""}, "facts_missing"),
    ],
)
def test_a_failure_is_told_with_its_facts_and_on_a_ground_of_the_text(changes, code):
    given = {
        "ground": "management_failure",
        "written": {"management_failure"},
        "facts": "Trois droits.",
        "evidence": "12",
    }
    assert may_notify(**(given | changes)).code == code
