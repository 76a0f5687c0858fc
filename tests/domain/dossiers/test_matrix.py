"""MCP-60 and MCP-62: the matrix shipped is the table of facts.md §1.3 (c), and a convention only removes from it."""

import pytest

from socle.dossiers.domain.groups import Group, Level
from socle.kernel.clause import Clause
from tests.domain.dossiers.builders import MATRIX

R, M, H = Level.READ, Level.MASKED, Level.HIDDEN
GROUPS = ("identity", "address", "family", "resources", "quotient_familial", "rights", "housing", "debts")

TABLE = {
    "T1": (R, R, R, R, R, R, R, R),
    "T2": (R, M, R, M, R, H, H, H),
    "T4": (R, R, R, R, R, R, R, M),
    "T5": (R, R, R, R, R, R, M, M),
    "T6": (R, R, R, R, H, M, H, H),
    "T8": (R, M, R, R, H, M, H, H),
    "T9": (R, R, R, R, R, R, R, R),
    "T10": (R, R, M, H, H, M, R, M),
    "T11": (R, R, R, R, R, R, R, R),
    "T12": (R, R, R, R, M, R, H, H),
    "T13": (R, R, R, R, R, R, R, R),
    "T14": (R, M, R, M, H, M, H, H),
    "T15": (R, M, M, H, M, M, H, H),
    "T16": (R, R, R, R, M, R, R, M),
    "T18": (R, R, R, R, R, R, R, R),
    "T19": (R, R, R, R, R, R, R, R),
    "T20": (R, R, R, H, H, R, H, H),
    "T21": (R, M, R, M, H, M, H, H),
    "T22": (R, R, R, R, R, R, R, M),
}
NARROWED = {
    ("T5", "rights"): ("RSA",),
    ("T6", "rights"): ("AAH", "RSA", "PAJE", "PREPARE", "AJPP"),
    ("T8", "rights"): ("RSA",),
    ("T10", "rights"): ("APL", "ALF", "ALS"),
    ("T21", "rights"): ("CMG",),
}
CONDITIONS = {
    "T1": {"graduated_social_worker"},
    "T2": {"subsidised_or_canteen_service"},
    "T4": {"instructor_number_first"},
    "T5": {"rsa_or_transfer"},
    "T8": {"rsa_or_c2s"},
    "T9": {"protected_person"},
    "T10": {"social_tenant"},
    "T11": {"over_indebted_person"},
    "T15": {"idf_provider_only"},
    "T18": {"department_only", "rsa_within_two_years"},
    "T19": {"department_only", "rsa_within_two_years"},
    "T20": {"rights_within_two_years"},
    "T21": {"cmg_request"},
    "T22": {"graduated_social_worker", "student"},
}


def test_mcp_60_nineteen_profiles_and_neither_t3_t7_nor_t17():
    assert list(MATRIX.profiles) == list(TABLE)
    assert len(TABLE) == 19
    assert tuple(group.value for group in Group) == GROUPS


@pytest.mark.parametrize("code", TABLE)
def test_mcp_62_each_cell_is_the_one_of_the_table(code):
    shown = MATRIX.shown(code)
    assert tuple(shown[Group(group)].level for group in GROUPS) == TABLE[code]
    assert {group: cell.only for group, cell in shown.items() if cell.only} == {
        Group(group): only for (profile, group), only in NARROWED.items() if profile == code
    }


def test_mcp_60_only_t20_reads_the_activity_and_the_rights_of_two_years():
    assert {code for code in TABLE if MATRIX.shown(code)[Group.FAMILY].also} == {"T20"}
    assert {code for code in TABLE if MATRIX.shown(code)[Group.RIGHTS].years == 2} == {"T20"}


@pytest.mark.parametrize("code", TABLE)
def test_mcp_60_each_profile_has_its_conditions_purposes_and_clause(code):
    profile = MATRIX.profiles[code]
    assert {condition.code for condition in profile.conditions} == CONDITIONS.get(code, set())
    assert profile.clause == Clause("bulletin CDAP", "2")
    assert [purpose.code for purpose in profile.purposes if purpose.temporary] == (
        ["secretariat-ccapex"] if code == "T16" else []
    )
    assert MATRIX.purposes(code) == profile.purposes != ()


def test_mcp_62_the_matrix_says_that_it_is_not_official():
    assert not MATRIX.official
    assert MATRIX.mention == "non officiel"
    assert "bulletin CDAP" in MATRIX.source


@pytest.mark.parametrize("code", TABLE)
@pytest.mark.parametrize("group", GROUPS)
def test_mcp_62_a_convention_only_removes(code, group):
    clause = Clause("avenant 1", "3")
    before, after = MATRIX.shown(code), MATRIX.shown(code, {group: clause})
    assert after[Group(group)].level is H
    assert {name: cell for name, cell in after.items() if name != group} == {
        name: cell for name, cell in before.items() if name != group
    }
    was_hidden = before[Group(group)].is_hidden
    assert after[Group(group)].removed is not was_hidden
    assert after[Group(group)].clause == (before[Group(group)].clause if was_hidden else clause)


def test_mcp_62_a_convention_cannot_name_a_group_that_does_not_exist():
    with pytest.raises(ValueError, match="nir"):
        MATRIX.shown("T1", {"nir": Clause("avenant 1", "3")})


def test_an_unknown_profile_sees_nothing():
    assert MATRIX.shown("T3") == {}
    assert MATRIX.purposes("T3") == ()
    assert MATRIX.profile("T7") is None
