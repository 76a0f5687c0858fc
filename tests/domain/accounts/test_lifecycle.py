"""Every step × state × role of an account's life, against the cells written here by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from uuid import UUID, uuid4

import pytest

from socle.accounts.domain import lifecycle, session
from socle.accounts.domain.lifecycle import HOLDER, LIFECYCLE, TAGS, Case, LifecycleCode, Stage
from socle.accounts.domain.states import AccountState
from socle.kernel.decision import ALLOWED
from socle.kernel.workflow import StepCode

HERE, ELSEWHERE = uuid4(), uuid4()
ME, YOU, ANOTHER = uuid4(), uuid4(), uuid4()
ROLES = ("user", "delegate", "principal", "suppleant", "caisse_admin", "caisse_supervisor", "dpo", HOLDER)
STEPS = ("invite", "resend", "activate", "recover", "disable", "reopen")
ALLOWED_CELLS = {
    ("invite", "none", "delegate"),
    ("invite", "none", "principal"),
    ("invite", "none", "suppleant"),
    ("invite", "none", "caisse_admin"),
    ("resend", "invited", "delegate"),
    ("resend", "invited", "principal"),
    ("resend", "invited", "suppleant"),
    ("resend", "invited", "caisse_admin"),
    ("activate", "invited", "holder"),
    ("recover", "active", "principal"),
    ("recover", "active", "suppleant"),
    ("recover", "active", "caisse_admin"),
    ("disable", "invited", "principal"),
    ("disable", "invited", "suppleant"),
    ("disable", "invited", "caisse_admin"),
    ("disable", "active", "principal"),
    ("disable", "active", "suppleant"),
    ("disable", "active", "caisse_admin"),
    ("reopen", "disabled", "caisse_admin"),
}


def case(stage: Stage, *roles: str, who: UUID = YOU, where: UUID = HERE, by: UUID = ANOTHER, link=ALLOWED) -> Case:
    state = None if stage is Stage.NONE else AccountState(stage.value)
    return Case(ME, HERE, frozenset(roles), who, frozenset({where}), state, by, link=link)


@pytest.mark.parametrize(("step", "stage", "role"), list(product(STEPS, Stage, ROLES)))
def test_every_cell_is_the_one_written_by_hand(step: str, stage: Stage, role: str) -> None:
    asked = case(stage, role)
    decision = lifecycle.decide(step, asked)

    assert bool(decision) is ((step, stage.value, role) in ALLOWED_CELLS)
    assert bool(LIFECYCLE.decide(step, stage, role, asked)) is bool(decision)
    assert decision or (decision.reason and decision.fix)


def test_the_table_has_no_other_step_and_each_is_traced() -> None:
    assert tuple(LIFECYCLE.steps) == STEPS == tuple(TAGS)


@pytest.mark.parametrize(
    ("step", "asked", "code"),
    [
        ("invite", case(Stage.NONE, "user"), LifecycleCode.NOT_MANAGER),
        ("resend", case(Stage.ACTIVE, "user"), LifecycleCode.NOT_MANAGER),
        ("resend", case(Stage.ACTIVE, "principal"), LifecycleCode.ALREADY_ACTIVE),
        ("resend", case(Stage.DISABLED, "principal"), LifecycleCode.DISABLED),
        ("resend", case(Stage.INVITED, "principal", where=ELSEWHERE), LifecycleCode.ELSEWHERE),
        ("recover", case(Stage.NONE, "delegate"), LifecycleCode.NOT_MANAGER),
        ("recover", case(Stage.INVITED, "principal"), LifecycleCode.DISABLED),
        ("disable", case(Stage.NONE, "user"), LifecycleCode.NOT_MANAGER),
        ("disable", case(Stage.ACTIVE, "principal", who=ME), LifecycleCode.ONESELF),
        ("disable", case(Stage.ACTIVE, "principal", where=ELSEWHERE), LifecycleCode.ELSEWHERE),
        ("reopen", case(Stage.ACTIVE, "principal"), LifecycleCode.NOT_MANAGER),
        ("reopen", case(Stage.ACTIVE, "caisse_admin"), LifecycleCode.OPEN),
        ("reopen", case(Stage.DISABLED, "caisse_admin", by=ME), LifecycleCode.SAME_HAND),
    ],
)
def test_a_rule_speaks_before_the_table(step: str, asked: Case, code: LifecycleCode) -> None:
    assert lifecycle.decide(step, asked).code == code


def test_a_delegate_invites_no_superior() -> None:
    asked = replace(case(Stage.NONE, "delegate"), held_roles=frozenset({"principal"}))

    assert lifecycle.decide("invite", asked).code == LifecycleCode.SUPERIOR


def test_the_table_refuses_what_no_rule_forbids() -> None:
    assert lifecycle.decide("disable", case(Stage.NONE, "principal")).code == StepCode.WRONG_STATE


def test_one_role_among_several_is_enough() -> None:
    assert lifecycle.decide("recover", case(Stage.ACTIVE, "user", "suppleant"))


@pytest.mark.parametrize("state", AccountState)
def test_only_a_link_that_serves_activates_and_only_an_account_that_waits(state: AccountState) -> None:
    usable = lifecycle.decide("activate", lifecycle.held_by_link(YOU, state, ALLOWED))
    used = lifecycle.decide("activate", lifecycle.held_by_link(YOU, state, session.USED_LINK))

    assert usable == (ALLOWED if state is AccountState.INVITED else session.UNKNOWN_LINK)
    assert used == session.USED_LINK
    assert not lifecycle.decide("activate", case(Stage(state), HOLDER, link=session.UNKNOWN_LINK))


def test_an_invitation_is_a_first_one_or_one_more_link() -> None:
    assert [lifecycle.inviting(state) for state in (None, *AccountState)] == ["invite", "resend", "resend", "resend"]


def test_what_is_stored_when_a_step_is_done() -> None:
    assert {step: lifecycle.target(step) for step in STEPS} == {
        "invite": AccountState.INVITED,
        "resend": AccountState.INVITED,
        "activate": AccountState.ACTIVE,
        "recover": AccountState.ACTIVE,
        "disable": AccountState.DISABLED,
        "reopen": AccountState.INVITED,
    }


def test_the_table_speaks_french() -> None:
    assert "none : aucun compte" in LIFECYCLE.mermaid()
    assert LIFECYCLE.matrix().splitlines()[0] == (
        "| étape | depuis | vers | administrateur de la caisse | responsable d'habilitation | titulaire du compte | "
        "administrateur principal | administrateur suppléant |"
    )
