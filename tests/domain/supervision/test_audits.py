"""MCP-25: an audit hands its findings over, and closes once every correction is accepted."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from socle.supervision.domain import audits, findings
from socle.supervision.domain.audits import AuditCase, AuditState
from socle.supervision.domain.findings import FindingCase, FindingState

ROLES = ("caisse_supervisor", "caisse_admin", "principal", "suppleant", "delegate")
AUDIT = {("report", "open", "caisse_supervisor"), ("close", "reported", "caisse_supervisor")}
FINDING = {
    ("correct", "asked", "principal"),
    ("correct", "asked", "suppleant"),
    ("approve", "answered", "caisse_supervisor"),
    ("maintain", "answered", "caisse_supervisor"),
}


@pytest.mark.parametrize(("step", "state", "role"), [*product(audits.LIFECYCLE.steps, AuditState, ROLES)])
def test_each_step_of_an_audit(step, state, role):
    decision = audits.LIFECYCLE.decide(step, state, role, AuditCase((), "Conforme."))
    assert bool(decision) is ((step, state.value, role) in AUDIT)


@pytest.mark.parametrize(("step", "state", "role"), [*product(findings.LIFECYCLE.steps, FindingState, ROLES)])
def test_each_step_of_a_finding(step, state, role):
    decision = findings.LIFECYCLE.decide(step, state, role, FindingCase(is_reported=True, text="Corrigé."))
    assert bool(decision) is ((step, state.value, role) in FINDING)


@pytest.mark.parametrize(
    ("states", "conclusion", "code"),
    [
        ((), "Conforme.", "allowed"),
        ((FindingState.ACCEPTED,), "Conforme.", "allowed"),
        ((FindingState.ACCEPTED, FindingState.ANSWERED), "Conforme.", "corrections_awaited"),
        ((), " ", "no_conclusion"),
    ],
)
def test_an_audit_closes_with_a_conclusion_and_its_corrections(states, conclusion, code):
    case = AuditCase(states, conclusion)
    assert audits.LIFECYCLE.decide("close", AuditState.REPORTED, "caisse_supervisor", case).code == code


@pytest.mark.parametrize(
    ("step", "state", "role", "case"),
    [
        ("correct", "asked", "principal", FindingCase(is_reported=False, text="Corrigé.")),
        ("correct", "asked", "principal", FindingCase(is_reported=True)),
        ("maintain", "answered", "caisse_supervisor", FindingCase(is_reported=True)),
    ],
)
def test_a_finding_is_answered_once_handed_over_and_kept_with_a_reason(step, state, role, case):
    assert not findings.LIFECYCLE.decide(step, FindingState(state), role, case)


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (audits.bounded("CDAP", date(2026, 1, 1), date(2026, 1, 1)), "allowed"),
        (audits.bounded(" ", date(2026, 1, 1), date(2026, 2, 1)), "scope_missing"),
        (audits.bounded("CDAP", date(2026, 2, 1), date(2026, 1, 1)), "scope_missing"),
        (audits.still_written(audits.AuditState.OPEN), "allowed"),
        (audits.still_written(audits.AuditState.REPORTED), "audit_reported"),
        (findings.complete(("un fait", "une preuve")), "allowed"),
        (findings.complete(("un fait", " ")), "finding_incomplete"),
    ],
)
def test_an_audit_is_bounded_and_its_findings_whole_while_it_is_written(decision, code):
    assert decision.code == code
