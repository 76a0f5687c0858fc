"""MCP-20, MCP-22: the lattice of delegation — caisse, administrators, responsables, people; nobody wider than they hold."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.habilitations.domain.delegating import DelegationCase, Held, decide_delegation, may_take_back, parent_of
from socle.habilitations.domain.granting import Holder, Target, may_manage
from socle.habilitations.domain.perimeter import WHOLE, Perimeter
from socle.habilitations.domain.roles import RoleCode
from socle.kernel.period import Period

AT = datetime(2026, 3, 12, 9, tzinfo=UTC)
DAY = timedelta(days=1)
HOME, AWAY = UUID(int=1), UUID(int=2)
CRECHE, MAIRIE = UUID(int=71), UUID(int=72)
CDAP = Perimeter(services=frozenset({"cdap"}))
T2 = Perimeter(profiles=frozenset({"cdap:T2"}))
AFAS = Perimeter(services=frozenset({"afas"}))
OWN = Held(UUID(int=90), UUID(int=1), CDAP, may_pass_on=True, period=Period(AT - DAY, AT + 90 * DAY))


def holder(number: int, *roles: str, organisation: UUID = HOME, perimeter: Perimeter | None = None) -> Holder:
    perimeters = (perimeter,) if perimeter else ()
    return Holder(UUID(int=number), organisation, f"Personne {number}", frozenset(roles or {"user"}), perimeters)


def case(**changes: object) -> DelegationCase:
    plain = DelegationCase(
        grantor=holder(1, "principal"),
        person=holder(2),
        role=RoleCode.DELEGATE,
        perimeter=T2,
        may_pass_on=False,
        period=Period(AT, AT + 30 * DAY),
        held=(),
        step_up_at=AT,
        is_delegated_mode=True,
        at=AT,
    )
    return replace(plain, **changes)


RESPONSABLE = {"grantor": holder(1, "delegate", perimeter=CDAP), "held": (OWN,)}


@pytest.mark.parametrize("role", ["principal", "suppleant"])
def test_an_administrator_names_a_responsable(role):
    decision = decide_delegation(case(grantor=holder(1, role)))

    assert decision
    assert str(decision.clause) == "contrat de service, 2.2.1"


def test_a_responsable_who_may_pass_on_names_another_inside_their_own_perimeter():
    wanted = case(**RESPONSABLE)

    assert decide_delegation(wanted)
    assert parent_of(wanted) == OWN


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"person": None}, "not_in_organisation"),
        ({"person": holder(2, organisation=AWAY)}, "not_in_organisation"),
        ({"person": holder(1)}, "to_oneself"),
        ({"person": holder(2, "suppleant")}, "superior_or_peer"),
        ({"grantor": holder(1)}, "superior_or_peer"),
        ({"role": RoleCode.PRINCIPAL}, "appointed_by_caisse"),
        ({"role": RoleCode.SUPPLEANT}, "appointed_by_caisse"),
        ({"role": RoleCode.DPO}, "role_not_delegable"),
        ({"role": RoleCode.CAISSE_ADMIN}, "role_not_delegable"),
        ({"is_delegated_mode": False}, "centralised_mode"),
        ({"step_up_at": None}, "step_up_required"),
        (RESPONSABLE | {"person": holder(2, "delegate")}, "superior_or_peer"),
        (RESPONSABLE | {"held": (replace(OWN, may_pass_on=False),)}, "may_not_pass_on"),
        (RESPONSABLE | {"perimeter": AFAS}, "wider_than_held"),
        (RESPONSABLE | {"perimeter": WHOLE}, "wider_than_held"),
        (RESPONSABLE | {"period": Period(AT)}, "longer_than_held"),
        (RESPONSABLE | {"period": Period(AT, AT + 91 * DAY)}, "longer_than_held"),
        (RESPONSABLE | {"period": Period(AT - 2 * DAY, AT + DAY)}, "longer_than_held"),
    ],
)
def test_each_broken_rule_refuses_with_its_code_clause_and_remedy(change, code):
    decision = decide_delegation(case(**change))

    assert decision.code == code
    assert decision.reason
    assert decision.clause
    assert decision.fix


@pytest.mark.parametrize(("grantor", "person"), list(product(("user", "delegate", "suppleant", "principal"), repeat=2)))
def test_who_may_name_whom_is_this_table(grantor, person):
    allowed = {("principal", "user"), ("principal", "delegate"), ("suppleant", "user"), ("suppleant", "delegate")}
    allowed |= {("delegate", "user")}

    decision = decide_delegation(case(grantor=holder(1, grantor), person=holder(2, person), held=(OWN,)))

    assert bool(decision) is ((grantor, person) in allowed)


def test_a_responsable_takes_back_only_what_comes_from_their_own_delegation():
    mine, other = holder(1, "delegate"), holder(3, "delegate")
    given_by_me = Held(UUID(int=91), UUID(int=3), T2, may_pass_on=False, period=OWN.period, ancestors=(OWN.id,))

    assert may_take_back(mine, (OWN,), given_by_me, other)
    assert may_take_back(mine, (OWN,), replace(given_by_me, ancestors=()), other).code == "not_given_by_you"
    assert may_take_back(holder(1, "principal"), (), replace(given_by_me, ancestors=()), other)
    assert may_take_back(holder(1, "principal"), (), given_by_me, holder(4, "suppleant")).code == "superior_or_peer"
    assert may_take_back(mine, (OWN,), given_by_me, holder(1, "delegate")).code == "to_oneself"


names = st.sampled_from(["cdap", "afas", "x"])
perimeters = st.builds(
    Perimeter,
    services=st.frozensets(names, max_size=2),
    profiles=st.frozensets(st.tuples(names, st.sampled_from("12")).map(":T".join), max_size=2),
    scopes=st.frozensets(st.sampled_from([CRECHE, MAIRIE]), max_size=2),
    groups=st.frozensets(st.integers(1, 2).map(lambda n: UUID(int=n)), max_size=2),
)


@given(perimeters, perimeters, names, st.sampled_from(["T1", "T2"]), st.sampled_from([None, CRECHE, MAIRIE]))
def test_a_right_inside_a_narrower_perimeter_is_inside_the_wider_one(narrow, wide, service, profile, scope):
    groups = {UUID(int=1)}
    if narrow.within(wide) and narrow.covers(service, profile, scope, groups):
        assert wide.covers(service, profile, scope, groups)


@given(perimeters)
def test_a_perimeter_is_within_itself_and_within_the_whole(perimeter):
    assert perimeter.within(perimeter)
    assert perimeter.within(WHOLE)
    assert WHOLE.within(perimeter) is perimeter.is_whole


@pytest.mark.parametrize(
    ("perimeter", "groups", "allowed"),
    [
        (Perimeter(scopes=frozenset({CRECHE})), frozenset(), True),
        (Perimeter(scopes=frozenset({MAIRIE})), frozenset(), False),
        (Perimeter(groups=frozenset({MAIRIE})), frozenset({MAIRIE}), True),
        (Perimeter(groups=frozenset({MAIRIE})), frozenset(), False),
        (Perimeter(profiles=frozenset({"afas:D1"})), frozenset(), True),
        (Perimeter(profiles=frozenset({"afas:D2"})), frozenset(), False),
    ],
)
def test_a_responsable_stays_inside_places_groups_and_profiles(perimeter, groups, allowed):
    manager = holder(1, "delegate", perimeter=perimeter)
    person = replace(holder(2), groups=groups)

    assert bool(may_manage(manager, person, Target("afas", "D1", CRECHE))) is allowed


def test_two_perimeters_add_up():
    manager = replace(holder(1, "delegate"), perimeters=(CDAP, AFAS))

    assert may_manage(manager, holder(2), Target("afas", "D1", CRECHE))
    assert may_manage(manager, holder(2), Target("cdap", "T2"))
    assert not may_manage(replace(manager, perimeters=(CDAP,)), holder(2), Target("afas", "D1", CRECHE))
