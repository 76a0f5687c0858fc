"""MCP-62: a hidden group is absent from the answer, a masked one keeps its summary, and each says why."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.dossiers.domain.disclosure import disclose, judge
from socle.dossiers.domain.file import Debts, Family, Rights
from socle.dossiers.domain.groups import Group
from socle.kernel.clause import Clause
from tests.domain.dossiers.builders import CONTACTS, MATRIX, TODAY, file

AVENANT = Clause("avenant 1", "3")
MARKS = {
    "address": ("4 rue Haute", "06 39 98 00 01"),
    "family": ("Zoé", "mariage", "2018-01-31", "31 janvier 2018"),
    "resources": ("17999.88", "1411.11", "999,88"),
    "quotient_familial": ("777",),
    "rights": ("151.05", "901.00", "901,00", "333.33"),
    "housing": ("Logis fictif", "512.00"),
    "debts": ("123.45", "640,00"),
}
SUMMARIES = {
    "address": "Saint-Aubin-sur-Lergue",
    "family": "2 enfants",
    "resources": "1499.99",
    "quotient_familial": "de 600 à 799",
    "rights": "oui",
    "housing": "location",
    "debts": "1 indu",
}


def shown(code, withheld=None, one=None):
    """The disclosure of one file to one profile."""
    cells = MATRIX.shown(code, withheld)
    return disclose(one or file(), cells, profile=MATRIX.profiles[code], today=TODAY, contacts=CONTACTS)


def text(disclosure):
    return json.dumps([disclosure.beneficiary, disclosure.groups, disclosure.withheld], ensure_ascii=False)


@pytest.mark.parametrize("code", MATRIX.profiles)
def test_mcp_62_each_group_is_shown_or_withheld_and_never_both(code):
    disclosure = shown(code)
    withheld = [entry["group"] for entry in disclosure.withheld]
    assert set(disclosure.groups) | set(withheld) == set(Group)
    assert not set(disclosure.groups) & set(withheld)
    assert withheld == [group for group, cell in MATRIX.shown(code).items() if cell.is_hidden]


@pytest.mark.parametrize("code", MATRIX.profiles)
def test_mcp_62_nothing_of_a_hidden_or_masked_group_leaks(code):
    disclosure = shown(code)
    for group, marks in MARKS.items():
        cell = MATRIX.shown(code)[group]
        present = {mark for mark in marks if mark in text(disclosure)}
        if cell.level == "read":
            assert present == set(marks) or cell.only or cell.years
        else:
            assert present == set()
        if cell.level == "masked" and not cell.only:
            assert SUMMARIES[group] in json.dumps(disclosure.groups[group], ensure_ascii=False)


@given(st.sampled_from(list(MATRIX.profiles)), st.sets(st.sampled_from(list(Group))))
def test_mcp_62_what_a_convention_withholds_is_only_ever_removed(code, removed):
    before, after = shown(code), shown(code, dict.fromkeys(removed, AVENANT))
    assert set(after.groups) == set(before.groups) - removed
    assert all(after.groups[group] == before.groups[group] for group in after.groups)
    clauses = {entry["group"]: entry["clause"] for entry in after.withheld}
    assert all(clauses[group] == str(AVENANT) for group in removed & set(before.groups))


def test_mcp_62_each_withheld_group_cites_its_rule_and_whom_to_ask():
    for entry in shown("T2").withheld:
        assert set(entry) == {"group", "label", "clause", "reason", "fix"}
        assert entry["clause"] == "contrat de service, 2.2.1"
        assert "bulletin CDAP, 2" in entry["reason"]
        assert "non officielle" in entry["reason"]
        assert "Claire Fictif-Jaur" in entry["fix"]


def test_mcp_62_a_group_removed_by_the_convention_cites_the_convention():
    (entry,) = [entry for entry in shown("T1", {"debts": AVENANT}).withheld if entry["group"] == "debts"]
    assert entry["clause"] == "avenant 1, 3"
    assert "Caf de Valmont" in entry["fix"]


def test_mcp_62_a_question_about_one_group_has_the_same_reason():
    profile, cells = MATRIX.profiles["T2"], MATRIX.shown("T2")
    decision = judge(Group.DEBTS, cells[Group.DEBTS], profile, CONTACTS)
    assert not decision
    assert decision.reason == next(entry["reason"] for entry in shown("T2").withheld if entry["group"] == "debts")
    assert judge(Group.ADDRESS, cells[Group.ADDRESS], profile, CONTACTS)


def test_a_group_without_a_cell_is_withheld():
    disclosure = disclose(file(), {}, profile=MATRIX.profiles["T1"], today=TODAY)
    assert disclosure.groups == {}
    assert len(disclosure.withheld) == len(Group)


def test_mcp_60_t5_reads_the_rsa_and_no_other_right():
    data = shown("T5").groups["rights"]["data"]
    assert [right["prestation"] for right in data["droits"]] == ["RSA"]
    assert "demandes_cmg" not in data


def test_mcp_60_t8_and_t21_know_yes_or_no():
    assert shown("T8").groups["rights"]["data"] == {"rsa": True}
    assert shown("T21").groups["rights"]["data"] == {"cmg": False}
    assert shown("T10").groups["rights"]["data"] == {"apl": False, "alf": False, "als": False}


def test_mcp_60_t20_reads_the_activity_and_the_rights_of_two_years():
    groups = shown("T20").groups
    assert groups["family"]["data"]["activite"] == "recherche d'emploi"
    assert groups["family"]["data"]["activite_conjoint"] == "activité salariée"
    assert [right["prestation"] for right in groups["rights"]["data"]["droits"]] == ["AF", "RSA"]
    assert "activite" not in shown("T1").groups["family"]["data"]


def test_an_empty_group_says_that_it_is_empty():
    alone = Family("célibataire", TODAY, "sans activité")
    groups = shown("T1", one=file(family=alone, rights=Rights(), debts=Debts())).groups
    assert groups["family"]["data"]["enfants"] == []
    assert groups["rights"]["data"]["droits"] == []
    assert groups["debts"]["data"] == {"indus": [], "reste_du": "0.00"}
    assert all(group["fields"] for group in groups.values())


def test_the_beneficiary_is_named_and_marked_as_fictional():
    assert shown("T2").beneficiary == {
        "caisse": "999",
        "numero": "1000042",
        "name": "Inès Fictif-Lunas",
        "fictional": True,
    }
    assert shown("T2").shown == ("identity", "address", "family", "resources", "quotient_familial")
