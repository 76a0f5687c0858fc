"""MCP-22: groups open the rights of their local profile; nobody widens their own perimeter through a group."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.habilitations.domain.granting import Holder
from socle.habilitations.domain.groups import Line, difference, may_compose, may_design
from socle.habilitations.domain.perimeter import Perimeter

T2 = Line("cdap", "T2", "tarif")
T4 = Line("cdap", "T4", "rsa")
ANY_GROUP = Perimeter(groups=frozenset({UUID(int=9)}))
CDAP = Perimeter(services=frozenset({"cdap"}))


def holder(*roles, perimeters=()):
    return Holder(UUID(int=1), UUID(int=2), "Élise Fictive", frozenset(roles), perimeters)


@pytest.mark.parametrize(
    ("roles", "perimeters", "composes", "designs"),
    [
        (("user",), (), False, False),
        (("delegate",), (), True, False),
        (("delegate",), (CDAP,), True, False),
        (("delegate",), (ANY_GROUP,), False, False),
        (("delegate",), (CDAP, ANY_GROUP), False, False),
        (("suppleant",), (), True, True),
        (("principal",), (), True, True),
        (("dpo",), (), False, False),
    ],
)
def test_who_composes_groups_and_makes_local_profiles_is_this_table(roles, perimeters, composes, designs):
    manager = holder(*roles, perimeters=perimeters)

    assert bool(may_compose(manager)) is composes
    assert bool(may_design(manager)) is designs
    assert all(
        decision or (decision.fix and decision.clause) for decision in (may_compose(manager), may_design(manager))
    )


def test_another_purpose_withdraws_the_right_and_opens_it_again():
    change = difference([T2, T4], [Line("cdap", "T2", "cantine"), T4])

    assert change.opened == (Line("cdap", "T2", "cantine"),)
    assert change.withdrawn == (T2,)


lines = st.lists(st.builds(Line, st.just("cdap"), st.sampled_from(["T1", "T2", "T4"]), st.just("x")), unique=True)


@given(lines, lines)
def test_before_less_withdrawn_plus_opened_is_after(before, after):
    change = difference(before, after)

    assert set(before) - set(change.withdrawn) | set(change.opened) == set(after)
    assert not set(change.opened) & set(before)
