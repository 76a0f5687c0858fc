"""MCP-25, MCP-23, MCP-34: what stops a right that lasts — a suspension, inactivity, a condition not met."""

from dataclasses import replace
from datetime import timedelta

import pytest

from socle.habilitations.domain.inactivity import HOUSE, Stage, stage
from socle.habilitations.domain.requirements import Requirement
from socle.habilitations.domain.rights import decide
from socle.habilitations.domain.suspensions import Suspended, SuspensionKind, may_lift, refuse_ended
from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, refuse
from socle.kernel.period import Period
from tests.domain.habilitations.test_rights import AT, DAY, FACTS, GRANT

PLEDGE = Requirement("pledge", "signer l'engagement de confidentialité", Clause("convention", "10.2"), "Signez-le.")
NO = refuse("not_manager", "Non.")


def suspended(kind: SuspensionKind, start: int = -1, end: int | None = 1) -> Suspended:
    return Suspended(kind, Period(AT + start * DAY, AT + end * DAY if end is not None else None), "contrôle en cours")


@pytest.mark.parametrize("kind", list(SuspensionKind))
def test_a_suspended_right_gives_nothing_and_says_until_when(kind):
    decision = decide(replace(FACTS, grants=(replace(GRANT, suspensions=(suspended(kind),)),)), AT)

    assert decision.code == "habilitation_suspended"
    assert "contrôle en cours" in decision.reason
    assert decision.until == AT + DAY
    assert decision.clause
    assert decision.fix
    assert decision.chain[-1].kind == "suspension"


@pytest.mark.parametrize("bounds", [(-3, -1), (1, 2)])
def test_a_suspension_that_is_over_or_to_come_stops_nothing(bounds):
    stopped = replace(GRANT, suspensions=(suspended(SuspensionKind.MANAGER, *bounds),))

    assert decide(replace(FACTS, grants=(stopped,)), AT)


def test_a_second_right_of_the_same_profile_serves_while_the_first_is_suspended():
    stopped = replace(GRANT, suspensions=(suspended(SuspensionKind.MANAGER),))

    assert decide(replace(FACTS, grants=(stopped, GRANT)), AT)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, Stage.SERVES),
        (121, Stage.SERVES),
        (122, Stage.REMINDED),
        (152, Stage.REMINDED),
        (153, Stage.REMINDED_TWICE),
        (183, Stage.REMINDED_TWICE),
        (184, Stage.SUSPENDED),
    ],
)
def test_inactivity_goes_by_122_31_and_31_days(days, expected):
    assert stage(AT - days * DAY, AT) is expected


def test_another_rule_of_inactivity_changes_the_decision():
    strict = replace(HOUSE, first_reminder=1, second_reminder=1, suspension=1)
    idle = replace(FACTS, grants=(replace(GRANT, last_active_at=AT - 3 * DAY),))

    assert decide(idle, AT)
    assert decide(replace(idle, inactivity=strict), AT).code == "habilitation_inactive"


@pytest.mark.parametrize(
    ("started", "active", "holds"), [(200, None, False), (200, 183, True), (200, 184, False), (10, 400, True)]
)
def test_a_right_unused_for_184_days_stops_at_use_with_no_job(started, active, holds):
    grant = replace(
        GRANT,
        period=Period(AT - started * DAY),
        granted_at=AT - started * DAY,
        last_active_at=AT - active * DAY if active is not None else None,
    )
    decision = decide(replace(FACTS, convention_period=Period(AT - 900 * DAY), grants=(grant,)), AT)

    assert bool(decision) is holds
    assert holds or (decision.code == "habilitation_inactive" and decision.chain[-1].kind == "activity")


def test_a_use_after_the_day_asked_about_does_not_count_before_it():
    later = replace(GRANT, last_active_at=AT + 5 * DAY)

    assert decide(replace(FACTS, grants=(later,)), AT)


@pytest.mark.parametrize(
    ("done", "until", "code"),
    [
        (None, None, "requirement_missing"),
        (1, None, "requirement_missing"),
        (-1, 0, "requirement_lapsed"),
        (-1, 1, "allowed"),
        (-1, None, "allowed"),
    ],
)
def test_a_condition_of_the_convention_is_met_before_the_right_serves(done, until, code):
    asked = replace(
        PLEDGE,
        done_at=AT + timedelta(days=done) if done is not None else None,
        valid_until=AT + timedelta(days=until) if until is not None else None,
    )
    decision = decide(replace(FACTS, requirements=(asked,)), AT)

    assert decision.code == code
    assert decision.chain[-1].kind == "requirement"
    assert decision or (decision.clause == PLEDGE.clause and decision.fix)


@pytest.mark.parametrize("managing", [ALLOWED, NO])
@pytest.mark.parametrize(
    ("kind", "code"), [(SuspensionKind.PRECAUTION, "precaution_of_caisse"), (SuspensionKind.REPLACED, "replaced")]
)
def test_managing_a_right_lifts_neither_the_caisse_s_measure_nor_a_replacement(kind, code, managing):
    assert may_lift(kind, managing).code == code


@pytest.mark.parametrize("managing", [ALLOWED, NO])
def test_who_manages_a_right_lifts_what_a_manager_stopped(managing):
    assert may_lift(SuspensionKind.MANAGER, managing) == managing


def test_what_has_ended_is_not_suspended():
    assert refuse_ended(Period(AT - DAY, AT), AT).code == "habilitation_ended"
    assert refuse_ended(None, AT).code == "habilitation_ended"
    assert refuse_ended(Period(AT - DAY), AT)
