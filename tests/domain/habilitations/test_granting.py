"""MCP-20 to MCP-23: nobody gives to themselves, above their perimeter, nor touches a superior or a peer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from socle.conventions.domain.kinds.management import Mode
from socle.habilitations.domain.granting import (
    CENTRALISED,
    GrantCode,
    Holder,
    Target,
    confirmed_recently,
    may_manage,
    partner_manages,
    period_of,
)
from socle.habilitations.domain.grants import GrantCase, decide_grant
from socle.habilitations.domain.perimeter import Perimeter
from socle.habilitations.domain.roles import ROLES, RoleCode, permissions_of, rank
from socle.kernel.actor import OrganisationKind

AT = datetime(2026, 3, 12, 9, tzinfo=UTC)
CDAP = Target("cdap", "T2")
HOME, AWAY = UUID(int=1), UUID(int=2)
PARTNER_ROLES = (RoleCode.USER, RoleCode.DELEGATE, RoleCode.SUPPLEANT, RoleCode.PRINCIPAL)


def holder(number: int, *roles: str, organisation: UUID = HOME, perimeter: Perimeter | None = None) -> Holder:
    perimeters = (perimeter,) if perimeter else ()
    return Holder(UUID(int=number), organisation, f"Personne {number}", frozenset(roles or {"user"}), perimeters)


CASE = GrantCase(
    grantor=holder(1, "principal"),
    person=holder(2),
    service="cdap",
    profile="T2",
    purpose="tarif",
    purposes={"tarif": True, "autre": False},
    period_start=AT,
    period_end=None,
    step_up_at=AT,
    at=AT,
)
ALLOWED_PAIRS = {
    ("delegate", "user"),
    ("suppleant", "user"),
    ("suppleant", "delegate"),
    ("principal", "user"),
    ("principal", "delegate"),
}


@pytest.mark.parametrize(("manager", "person"), list(product(PARTNER_ROLES, PARTNER_ROLES)))
def test_who_may_manage_whom_is_this_table(manager, person):
    decision = may_manage(holder(1, manager), holder(2, person), CDAP)

    assert bool(decision) is ((manager.value, person.value) in ALLOWED_PAIRS)
    assert decision or (decision.clause and decision.fix)


@pytest.mark.parametrize(
    ("mode", "is_taken_over", "code"),
    [
        (None, False, "allowed"),
        (Mode.DELEGUE, False, "allowed"),
        (Mode.CENTRALISE, False, "centralised_mode"),
        (Mode.DELEGUE, True, "centralised_mode"),
        (None, True, "centralised_mode"),
    ],
)
def test_who_manages_is_the_contract_until_the_caisse_takes_it_back(mode, is_taken_over, code):
    """MCP-20, MCP-25."""
    assert partner_manages(mode, None, is_taken_over=is_taken_over).code == code


def test_a_right_that_follows_every_rule_is_granted():
    decision = decide_grant(CASE)

    assert decision
    assert str(decision.clause) == "contrat de service, 2.2.1"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"grantor": holder(1)}, GrantCode.NOT_MANAGER),
        ({"managing": CENTRALISED}, GrantCode.CENTRALISED),
        ({"person": None}, GrantCode.NOT_IN_ORGANISATION),
        ({"person": holder(2, organisation=AWAY)}, GrantCode.NOT_IN_ORGANISATION),
        ({"person": holder(1)}, GrantCode.TO_ONESELF),
        ({"person": holder(2, "suppleant")}, GrantCode.SUPERIOR),
        (
            {"grantor": holder(1, "delegate", perimeter=Perimeter(services=frozenset({"afas"})))},
            GrantCode.OUTSIDE_PERIMETER,
        ),
        ({"purpose": ""}, GrantCode.PURPOSE_MISSING),
        ({"purpose": "inconnue"}, GrantCode.PURPOSE_UNKNOWN),
        ({"purpose": "autre"}, GrantCode.PURPOSE_NOT_IN_MISSIONS),
        ({"period_end": AT - timedelta(days=1)}, GrantCode.PERIOD_PAST),
        ({"period_start": AT + timedelta(days=9), "period_end": AT + timedelta(days=8)}, GrantCode.PERIOD_PAST),
        ({"scope_level": "place"}, GrantCode.SCOPE_UNWANTED),
        ({"levels": frozenset({"place"})}, GrantCode.SCOPE_REQUIRED),
        ({"levels": frozenset({"place", "equipment"}), "scope_level": None}, GrantCode.SCOPE_REQUIRED),
        ({"step_up_at": None}, GrantCode.STEP_UP),
        ({"step_up_at": AT - timedelta(minutes=11)}, GrantCode.STEP_UP),
    ],
)
def test_each_broken_rule_refuses_with_its_code_clause_and_remedy(change, code):
    decision = decide_grant(replace(CASE, **change))

    assert decision.code == code
    assert decision.reason
    assert decision.clause
    assert decision.fix


def test_a_delegate_without_perimeter_manages_every_service():
    assert may_manage(holder(1, "delegate"), holder(2), Target("afas"))


def test_a_perimeter_does_not_bind_an_administrator():
    assert may_manage(holder(1, "principal", perimeter=Perimeter(services=frozenset({"afas"}))), holder(2), CDAP)


def test_a_confirmation_holds_ten_minutes():
    assert confirmed_recently(AT - timedelta(minutes=10), AT)
    assert not confirmed_recently(AT - timedelta(minutes=10, seconds=1), AT)


def test_a_right_is_never_back_dated():
    assert period_of(AT - timedelta(days=3), None, AT).start == AT
    assert period_of(AT + timedelta(days=3), None, AT).start == AT + timedelta(days=3)


def test_a_role_of_the_other_side_gives_nothing():
    partner = permissions_of({"caisse_admin"}, OrganisationKind.PARTNER)

    assert partner == permissions_of((), OrganisationKind.PARTNER)
    assert "delegation:appoint" in permissions_of({"caisse_admin"}, OrganisationKind.CAISSE)


def test_every_role_says_what_it_is_for_and_who_gives_it():
    assert set(ROLES) == set(RoleCode)
    assert all(role.label and role.description for role in ROLES.values())
    assert all(role.given_by for role in ROLES.values() if role.code is not RoleCode.USER)


def test_rank_orders_the_partner():
    assert rank(["user"]) < rank(["delegate"]) < rank(["suppleant"]) == rank(["principal"])
