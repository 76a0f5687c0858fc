"""The judge of a consultation (facts.md §1.4, MCP-07, MCP-63): its order, its codes, its chain."""

import pytest

from socle.dossiers.domain.consultation import Code, decide
from socle.dossiers.domain.facts import Contacts, FileFacts, Reader
from socle.kernel.clause import Clause
from socle.kernel.decision import Link, allow, refuse
from tests.domain.dossiers.builders import MATRIX, NOW, RIGHTS, facts

WITHDRAWN = refuse("habilitation_withdrawn", "Retirée.", clause=Clause("contrat de service", "2.2.1"), fix="Demandez.")

FAULTS = [
    ("habilitation_withdrawn", {"rights": WITHDRAWN}),
    ("purpose_missing", {"purpose": " "}),
    ("mission_not_ticked", {"missions": frozenset()}),
    ("person_not_informed", {"informed": False}),
    ("search_key_not_accepted", {"key": "nir"}),
    ("not_graduated", {"reader": Reader()}),
    ("refine_search", {"file": None}),
]


@pytest.mark.parametrize("code", MATRIX.profiles)
def test_each_profile_has_a_consultation_that_is_allowed(code):
    decision = decide(facts(code), NOW)
    assert decision
    assert decision.clause == Clause("bulletin CDAP", "2")
    assert decision.until == RIGHTS.until
    assert all(link.holds for link in decision.chain)


@pytest.mark.parametrize("position", range(len(FAULTS)))
def test_the_first_fault_in_the_order_of_the_text_is_the_answer(position):
    changes = {}
    for _, fault in FAULTS[position:]:
        changes |= fault
    expected = FAULTS[position][0]
    assert decide(facts("T1", **changes), NOW).code == expected


def test_a_refusal_of_rights_is_the_whole_answer():
    assert decide(facts("T1", rights=WITHDRAWN), NOW) is WITHDRAWN


def test_mcp_07_no_purpose_no_consultation():
    decision = decide(facts("T2", purpose=""), NOW)
    assert decision.code == Code.PURPOSE_MISSING
    assert decision.clause == Clause("convention", "8 et 9.2")
    assert "quotient familial" in decision.fix


def test_mcp_07_the_purpose_is_one_of_the_profile():
    decision = decide(facts("T2", purpose="controle-rsa"), NOW)
    assert decision.code == Code.PURPOSE_NOT_IN_PROFILE


def test_mcp_07_the_purpose_serves_a_ticked_mission():
    decision = decide(facts("T2", missions=frozenset({"accompagnement-social"})), NOW)
    assert decision.code == Code.MISSION_NOT_TICKED
    assert "Tarifs des structures conventionnées" in decision.reason
    assert decision.clause == Clause("convention", "8")


def test_mcp_07_a_purpose_that_the_text_ties_to_no_mission_needs_none():
    assert decide(facts("T18", missions=frozenset()), NOW)
    assert not decide(facts("T13", purpose="polyvalence-de-secteur", missions=frozenset()), NOW)
    assert decide(facts("T13", purpose="fsl", missions=frozenset()), NOW)


def test_mcp_60_t16_is_temporary_for_the_ccapex_only():
    endless = allow(Clause("bulletin CDAP", "2"))
    assert decide(facts("T16", purpose="secretariat-ccapex"), NOW)
    refused = decide(facts("T16", purpose="secretariat-ccapex", rights=endless), NOW)
    assert refused.code == Code.END_DATE_REQUIRED
    assert decide(facts("T16", purpose="recours-dalo", rights=endless), NOW)


@pytest.mark.parametrize(("key", "allowed"), [("number", True), ("identity", False), ("", True)])
def test_mcp_63_the_convention_says_which_keys_are_accepted(key, allowed):
    decision = decide(facts("T1", keys=frozenset({"number"}), key=key), NOW)
    assert bool(decision) is allowed
    assert allowed or "numéro d'allocataire" in decision.fix


def test_mcp_63_before_the_look_up_the_file_is_not_judged():
    assert decide(facts("T18", searched=False, file=None), NOW)
    assert decide(facts("T18", searched=True, file=FileFacts()), NOW).code == "no_recent_rsa"


def test_mcp_63_none_and_many_have_one_answer():
    decision = decide(facts("T1", file=None), NOW)
    assert decision.code == Code.REFINE_SEARCH
    assert decision.clause == Clause.house("MCP-63")


def test_a_question_about_a_right_states_neither_purpose_nor_number():
    question = facts("T4", purpose=None, instructor_number="", searched=False, file=None)
    assert decide(question, NOW)
    assert decide(facts("T18", purpose=None, file=FileFacts()), NOW).code == "no_recent_rsa"
    assert decide(facts("T1", purpose=None, reader=Reader()), NOW).code == "not_graduated"


def test_the_chain_goes_on_from_the_rights_and_ends_at_the_refusal():
    first = Link("convention", "la convention est en vigueur", holds=True)
    decision = decide(facts("T18", rights=allow().with_chain([first]), file=FileFacts()), NOW)
    assert [link.kind for link in decision.chain] == [
        "convention",
        "purpose",
        "mission",
        "end",
        "information",
        "key",
        "condition",
        "search",
        "condition",
    ]
    assert [link.holds for link in decision.chain] == [True] * 8 + [False]


def test_whom_to_ask_is_named_when_known():
    assert Contacts(principal="Claire Fictif-Jaur").manager.startswith("Claire Fictif-Jaur")
    assert Contacts(caisse="la Caf de Valmont").manager == "la Caf de Valmont"
