"""MCP-07, MCP-25: no measure without an established failure, none above what is written, none by one hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from uuid import uuid4

import pytest

from socle.conventions.domain.kinds import Sanction
from socle.conventions.domain.kinds.sanction import Ground
from socle.conventions.domain.kinds.sanction import Measure as Written
from socle.conventions.domain.reading import Written as Term
from socle.conventions.domain.rules.control import sanction_decision
from socle.conventions.domain.words import Side
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED
from socle.supervision.domain.failures import FailureState
from socle.supervision.domain.measures import (
    LIFECYCLE,
    REACHES,
    WRITTEN,
    MeasureCase,
    MeasureKind,
    MeasureState,
    Reach,
    decide_measure,
    explained,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CASE = MeasureCase(
    kind=MeasureKind.SUSPENSION,
    reach=Reach.RIGHT,
    failure=FailureState.ESTABLISHED,
    written=ALLOWED,
    established_by=uuid4(),
    decider=uuid4(),
    touched=1,
    is_taken_over=False,
    step_up_at=NOW,
    at=NOW,
)


def terms(*measures: Written):
    body = Sanction(Ground.MANAGEMENT_FAILURE, measures, Side.CAISSE)
    return (Term("sanction", Clause("contrat de service", "2.2.1"), "", body),)


@pytest.mark.parametrize("state", [None, *FailureState])
def test_only_an_established_failure_opens_a_measure(state):
    decision = decide_measure(replace(CASE, failure=state))
    assert decision.code == ("allowed" if state is FailureState.ESTABLISHED else "no_established_failure")


@pytest.mark.parametrize("kind", MeasureKind)
def test_nothing_above_what_the_convention_writes(kind):
    """Changing the term changes the decision."""
    reach = Reach.ALL
    for measures, code in (((WRITTEN[kind],), "allowed"), ((), "measure_unwritten")):
        written = sanction_decision(terms(*measures), Ground.MANAGEMENT_FAILURE, WRITTEN[kind], Side.CAISSE)
        assert decide_measure(replace(CASE, kind=kind, reach=reach, written=written)).code == code


@pytest.mark.parametrize(("kind", "reach"), [*product(MeasureKind, Reach)])
def test_a_measure_has_the_reach_that_fits_it(kind, reach):
    decision = decide_measure(replace(CASE, kind=kind, reach=reach))
    assert decision.code == ("allowed" if reach in REACHES[kind] else "reach_unfit")


@pytest.mark.parametrize("kind", MeasureKind)
def test_two_hands_take_the_management_away(kind):
    same = replace(CASE, kind=kind, reach=Reach.ALL, decider=CASE.established_by)
    takes = kind in {MeasureKind.TAKEOVER, MeasureKind.DELEGATION_WITHDRAWN}
    assert decide_measure(same).code == ("same_hand" if takes else "allowed")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"touched": 0}, "nothing_to_lose"),
        ({"kind": MeasureKind.TAKEOVER, "reach": Reach.ALL, "touched": 0}, "allowed"),
        ({"kind": MeasureKind.TAKEOVER, "reach": Reach.ALL, "is_taken_over": True}, "already_taken_over"),
        ({"step_up_at": None}, "step_up_required"),
    ],
)
def test_a_measure_touches_somebody_and_its_author_confirmed_their_identity(changes, code):
    decision = decide_measure(replace(CASE, **changes))
    assert decision.code == code
    assert decision or (decision.clause and decision.fix)


@pytest.mark.parametrize(
    ("state", "role"), [*product(MeasureState, ("caisse_admin", "caisse_supervisor", "principal"))]
)
def test_the_caisse_alone_ends_a_measure(state, role):
    allowed = state is MeasureState.TAKEN and role == "caisse_admin"
    assert bool(LIFECYCLE.decide("end", state, role, None)) is allowed


@pytest.mark.parametrize(
    ("cause", "code"), [("Abus.", "allowed"), (" ", "cause_missing"), ("x" * 301, "cause_missing")]
)
def test_a_measure_says_why_in_a_few_lines(cause, code):
    assert explained(cause).code == code
