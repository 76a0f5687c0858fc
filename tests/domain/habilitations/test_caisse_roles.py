"""MCP-20, MCP-32: the caisse's administrator gives the roles of the caisse, never their own, and one administrator stays."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from uuid import UUID

import pytest

from socle.habilitations.domain.caisse_roles import CAISSE_ROLES, CaisseRole, decide_ending, decide_giving
from socle.habilitations.domain.granting import Holder, may_depart, may_identify
from socle.habilitations.domain.roles import ROLES

AT = datetime(2026, 3, 12, 9, tzinfo=UTC)
CASE = CaisseRole(
    is_caisse_admin=True,
    is_member=True,
    is_oneself=False,
    role="caisse_supervisor",
    held=frozenset({"user"}),
    step_up_at=AT,
    at=AT,
    others=1,
)
REFUSED = {
    "not_caisse_admin": {"is_caisse_admin": False},
    "not_of_the_caisse": {"is_member": False},
    "to_oneself": {"is_oneself": True},
    "step_up_required": {"step_up_at": None},
}


@pytest.mark.parametrize(("code", "changes"), REFUSED.items())
@pytest.mark.parametrize("decide", [decide_giving, decide_ending])
def test_what_neither_giving_nor_ending_allows(decide, code, changes):
    assert decide(CASE)
    assert decide(replace(CASE, **changes)).code == code


@pytest.mark.parametrize(("role", "decide"), list(product(ROLES, [decide_giving, decide_ending])))
def test_only_the_roles_of_the_caisse(role, decide):
    assert bool(decide(replace(CASE, role=role.value))) is (role in CAISSE_ROLES)


def test_a_role_is_given_once():
    assert decide_giving(replace(CASE, held=frozenset({"caisse_supervisor"}))).code == "role_already_held"


def test_the_last_administrator_stays():
    assert decide_ending(replace(CASE, role="caisse_admin", others=0)).code == "last_administrator"
    assert decide_ending(replace(CASE, role="caisse_admin", others=1))
    assert decide_ending(replace(CASE, role="dpo", others=0))


def holder(number, *roles):
    return Holder(UUID(int=number), UUID(int=9), "x", frozenset(roles))


def test_an_administrator_of_the_caisse_lets_a_colleague_go_and_never_themself():
    admin, other = holder(1, "caisse_admin"), holder(2, "caisse_supervisor")
    assert may_depart(admin, other)
    assert may_identify(admin, other)
    assert may_depart(admin, admin).code == "to_oneself"
    assert not may_depart(other, holder(3, "user"))
    assert not may_identify(other, holder(3, "user"))
