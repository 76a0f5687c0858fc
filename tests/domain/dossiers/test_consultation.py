"""The judge of a consultation (facts.md §1.4, MCP-07, MCP-63): its order, its codes, its chain."""

import pytest

from socle.dossiers.domain.consultation import Code, decide
from socle.dossiers.domain.facts import Contacts, FileFacts, Reader, ReaderService
from socle.kernel.clause import Clause
from socle.kernel.decision import Link, allow, refuse
from tests.domain.dossiers.builders import MATRIX, NOW, RIGHTS, facts

WITHDRAWN = refuse("habilitation_withdrawn", "Retirée.", clause=Clause("contrat de service", "2.2.1"), fix="Demandez.")

FAULTS = [
    ("habilitation_withdrawn", {"rights": WITHDRAWN}),
    ("purpose_missing", {"purpose": " "}),
    ("mission_not_ticked", {"missions": frozenset()}),
    ("person_not_informed", {"informed": False}),
    ("organisation_not_eligible", {"service": ReaderService("commune")}),
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
    assert decide(facts("T18", **changes), NOW).code == expected


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
    labels = {code: mission.label for code, mission in MATRIX.missions.items()}
    other = facts("T2", missions=frozenset({"accompagnement-social"}), mission_labels=labels)
    decision = decide(other, NOW)
    assert decision.code == Code.MISSION_NOT_TICKED
    assert "tarification" in decision.reason
    assert decision.clause == Clause("convention", "8")


def test_mcp_07_t13_serves_two_missions_and_each_purpose_asks_for_its_own():
    ticked = frozenset({"accompagnement-social"})
    assert decide(facts("T13", purpose="polyvalence-de-secteur", missions=ticked), NOW)
    assert not decide(facts("T13", purpose="fsl", missions=ticked), NOW)


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
        "information",
        "condition",
        "search",
        "condition",
    ]
    assert [link.holds for link in decision.chain] == [True] * 6 + [False]


def test_whom_to_ask_is_named_when_known():
    assert Contacts(principal="Claire Fictif-Jaur").manager.startswith("Claire Fictif-Jaur")
    assert Contacts(caisse="la Caf de Valmont").manager == "la Caf de Valmont"
