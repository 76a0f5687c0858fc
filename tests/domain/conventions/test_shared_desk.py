"""Two bodies at one desk: what each may handle, with whom, to which target (ISU-05 to ISU-14)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from socle.conventions.domain.kinds.entrusted_task import First
from socle.conventions.domain.kinds.joint_handling import Matter
from socle.conventions.domain.rules import shared_desk
from socle.conventions.domain.words import Office
from tests.domain.conventions.texts import signed, with_term

DESK = signed("valmont-gestion-commune")
ONE, HALF = Decimal(1), Decimal("0.50")
READY = frozenset(First)


@pytest.mark.parametrize(
    ("queue", "piece", "party", "code"),
    [
        ("affiliation_rejects", "affiliation_reject", "partner", "allowed"),
        ("affiliation_rejects", "affiliation_form", "partner", "not_in_queue"),
        ("affiliation_forms", "affiliation_form", "partner", "not_shared"),
        ("affiliation_forms", "affiliation_form", "caisse", "allowed"),
        ("refund_payment", "refund_payment", "caisse", "not_shared"),
        ("refund_payment", "refund_payment", "partner", "allowed"),
        ("credits", "refund_payment", "partner", "not_in_queue"),
        ("nowhere", "visit", "caisse", "not_in_queue"),
    ],
)
def test_a_piece_is_handled_in_its_queue_by_whom_the_text_lets_in(queue, piece, party, code):
    assert shared_desk.queue_decision(DESK.terms, queue, piece, party).code == code


@pytest.mark.parametrize(
    ("task", "party", "done", "code"),
    [
        ("income_entry", "partner", READY, "allowed"),
        ("income_entry", "partner", frozenset({First.TRAINING}), "not_ready"),
        ("income_entry", "caisse", frozenset(), "allowed"),
        ("refund_payment", "caisse", READY, "not_entrusted"),
    ],
)
def test_an_entrusted_task_waits_for_training_and_controls(task, party, done, code):
    assert shared_desk.task_decision(DESK.terms, task, party, done).code == code


@pytest.mark.parametrize(
    ("office", "staff", "code"),
    [
        (Office.EXECUTIVE, {"caisse": (HALF,), "partner": (HALF,)}, "allowed"),
        (Office.EXECUTIVE, {"caisse": (HALF,), "partner": (Decimal("0.40"),)}, "too_little"),
        (Office.EXECUTIVE, {"caisse": (ONE,), "partner": ()}, "staff_count"),
        (Office.MANAGER, {"caisse": (ONE,), "partner": (HALF,)}, "not_full_time"),
        (Office.CELL_AGENT, {"caisse": (ONE, ONE), "partner": (ONE,)}, "unequal"),
        (Office.CELL_AGENT, {"caisse": (ONE, HALF), "partner": (ONE, ONE)}, "allowed"),
        (Office.PRESIDENT, {}, "allowed"),
    ],
)
def test_staff_is_what_the_text_writes(office, staff, code):
    assert shared_desk.staffing_decision(DESK.terms, office, staff).code == code


@pytest.mark.parametrize(
    ("indicator", "value", "allowed"),
    [
        ("refund_delay", "95", True),
        ("refund_delay", "94.90", False),
        ("certificate_delay", "5", True),
        ("certificate_delay", "6", False),
    ],
)
def test_a_value_out_of_its_target_asks_for_a_corrective_action(indicator, value, allowed):
    decision = shared_desk.indicator_decision(DESK.terms, indicator, Decimal(value))

    assert decision.allowed is allowed
    assert allowed or "comité opérationnel" in decision.fix


def test_without_a_written_tolerance_the_load_is_shown_and_not_judged():
    uneven = {"caisse": 80, "partner": 20}
    strict = with_term(DESK, "partage-de-la-charge", tolerance=10)

    assert shared_desk.load_decision(DESK.terms, uneven)
    assert "caisse 80 %" in shared_desk.load_decision(strict.terms, uneven).reason
    assert shared_desk.load_decision(strict.terms, {"caisse": 55, "partner": 45})
    assert shared_desk.load_decision(strict.terms, {})


def test_a_body_enters_only_the_systems_opened_to_it():
    assert shared_desk.access_decision(DESK.terms, "caisse", "partner", "affiliation")
    assert not shared_desk.access_decision(DESK.terms, "caisse", "partner", "payroll")


def test_the_national_bodies_are_called_after_the_management_committee():
    assert shared_desk.joint_decision(DESK.terms, Matter.NATIONAL_REFERRAL, "caisse").code == "committee_not_told"
    assert shared_desk.joint_decision(DESK.terms, Matter.NATIONAL_REFERRAL, "caisse", frozenset({"management"}))


def test_the_control_plan_is_carried_out_by_one_body():
    assert shared_desk.joint_decision(DESK.terms, Matter.CONTROL_PLAN, "caisse").code == "not_carried_out_by"
    assert shared_desk.joint_decision(DESK.terms, Matter.CONTROL_PLAN, "partner")
    assert shared_desk.joint_decision(DESK.terms, Matter.RIGHTS_REQUEST, "caisse")


def test_an_agent_takes_orders_from_the_employer_alone():
    assert shared_desk.order_decision(DESK.terms, from_employer=True)
    assert shared_desk.order_decision(DESK.terms, from_employer=False).code == "not_the_employer"
    assert shared_desk.binding_decision(DESK.terms, in_name_of_other=True).code == "binds_nobody"
    assert shared_desk.binding_decision(DESK.terms, in_name_of_other=False)
