"""The signed text is the configuration: changing a term changes what a consultation decides (MCP-07, MCP-60, MCP-62, MCP-63)."""

import tomllib
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files

import pytest

from socle.conventions.domain import kinds
from socle.conventions.domain.convention import Term
from socle.conventions.domain.kinds.search import Key as SearchKey
from socle.conventions.domain.kinds.withheld import DataGroup
from socle.conventions.domain.terms import read_term
from socle.dossiers.domain.bound import bind
from socle.dossiers.domain.consultation import decide
from socle.dossiers.domain.facts import FileFacts
from socle.dossiers.domain.groups import Group
from socle.dossiers.domain.spans import Span
from socle.kernel.clause import Clause
from tests.domain.dossiers.builders import MATRIX, NOW, facts

BULLETIN = Clause("bulletin CDAP", "2")
AVENANT = Clause("avenant 1", "1")
FIELDS = ("profile", "missions", "mission_labels", "missions_clause", "keys", "keys_clause")
MODEL = (
    files("socle.conventions.catalogue").joinpath("models", "mon-compte-partenaire.toml").read_text(encoding="utf-8")
)


def term(body, clause=AVENANT):
    return Term("terme", clause, "Ce que dit le terme.", 0, body)


def profile_term(code, **changes):
    return term(kinds.Profile(service="cdap", code=code, name="Profil", public="agents", **changes), BULLETIN)


def purpose_term(code, *profiles, **changes):
    return term(kinds.Purpose(code=code, label=code, service="cdap", profiles=profiles, **changes))


def mission_term(code, ticked):
    named = {"name": code, "public": "agents", "tasks": ("lire",), "services": ("cdap",)}
    return term(kinds.Mission(code=code, ticked=ticked, **named), Clause("convention", "8"))


def judged(code, terms, **changes):
    """What a consultation decides with these terms in force; without a mission term, all are ticked."""
    bound = bind(MATRIX, code, terms)
    fields = {name: getattr(bound, name) for name in FIELDS}
    if not bound.mission_labels:
        del fields["missions"], fields["mission_labels"]
    return decide(facts(code, **(fields | changes)), NOW)


def asked(code, terms, **changes):
    return judged(code, terms, **changes).code


def ended(last_day):
    span = Span(date(2015, 1, 1), date.fromordinal(last_day.toordinal() + 1))
    return FileFacts(rsa=(span,), rights=(span,))


@pytest.mark.parametrize(("years", "code"), [(2, "no_recent_rsa"), (3, "allowed"), (None, "no_recent_rsa")])
def test_mcp_60_the_years_of_t18_are_those_of_the_text(years, code):
    terms = [profile_term("T18", predicates=("rsa_within_two_years",), years=years)]
    assert asked("T18", terms, file=ended(date(2024, 1, 1))) == code


def test_mcp_60_a_condition_that_the_text_drops_is_dropped():
    assert asked("T18", [], file=FileFacts()) == "no_recent_rsa"
    assert asked("T18", [profile_term("T18")], file=FileFacts()) == "allowed"


def test_mcp_60_a_condition_that_the_text_adds_is_added_with_its_clause():
    terms = [profile_term("T1", holder=("graduated_social_worker",), predicates=("cmg_request",))]
    assert asked("T1", terms, file=FileFacts()) == "no_cmg_request"
    assert judged("T1", terms, file=FileFacts()).clause == BULLETIN


def test_mcp_60_the_conditions_that_are_ours_stay():
    bound = bind(MATRIX, "T9", [profile_term("T9")])
    assert [condition.code for condition in bound.profile.conditions] == ["protected_person"]
    assert bound.profile.conditions[0].clause.is_house


def test_mcp_60_an_unknown_condition_is_refused_with_the_term():
    with pytest.raises(ValueError, match=r"terme « terme » : condition « telepathy » inconnue"):
        bind(MATRIX, "T1", [profile_term("T1", predicates=("telepathy",))])


def test_mcp_60_the_parameters_of_a_borrowed_condition_are_the_matrix_s():
    bound = bind(MATRIX, "T1", [profile_term("T1", predicates=("instructor_number_first",))])
    assert bound.profile.conditions[0].text("format") == MATRIX.profiles["T4"].conditions[0].text("format")


def test_mcp_07_the_purposes_are_those_of_the_text():
    terms = [purpose_term("colonies", "T2", "T1"), purpose_term("autre", "T1")]
    assert asked("T2", terms, purpose="colonies") == "allowed"
    assert asked("T2", terms, purpose="autre") == "purpose_not_in_profile"
    assert asked("T2", terms, purpose="tarif-selon-quotient") == "purpose_not_in_profile"


@pytest.mark.parametrize(
    ("ticked", "code"), [(True, "allowed"), (False, "mission_not_ticked"), (None, "mission_not_ticked")]
)
def test_mcp_07_a_mission_ticked_or_not_changes_the_answer(ticked, code):
    assert asked("T2", [mission_term("tarification", ticked)]) == code


def test_mcp_07_one_ticked_mission_among_those_that_carry_the_purpose_is_enough():
    terms = [purpose_term("colonies", "T2", missions=("tarification", "accompagnement-social"))]
    both = [mission_term("tarification", ticked=False), mission_term("accompagnement-social", ticked=True)]
    assert asked("T2", terms + both, purpose="colonies") == "allowed"
    assert asked("T2", terms + both[:1], purpose="colonies") == "mission_not_ticked"


def test_mcp_60_a_temporary_purpose_of_the_text_asks_for_an_end():
    terms = [purpose_term("ete", "T1", temporary=True)]
    endless = replace(facts("T1").rights, until=None)
    assert asked("T1", terms, purpose="ete") == "allowed"
    assert asked("T1", terms, purpose="ete", rights=endless) == "end_date_required"


@pytest.mark.parametrize("who", ["T1", "*"])
def test_mcp_62_a_group_withheld_by_the_text_is_hidden_by_its_clause(who):
    terms = [term(kinds.Withheld(service="cdap", profile=who, groups=(DataGroup.DEBTS,)))]
    cell = bind(MATRIX, "T1", terms).cells[Group.DEBTS]
    assert (cell.is_hidden, cell.clause, cell.removed) == (True, AVENANT, True)


def test_mcp_62_what_is_withheld_from_another_profile_or_service_is_not_from_this_one():
    other = [
        term(kinds.Withheld(service="cdap", profile="T4", groups=(DataGroup.DEBTS,))),
        term(kinds.Withheld(service="afas", profile="*", groups=(DataGroup.DEBTS,))),
    ]
    assert bind(MATRIX, "T1", other).cells == MATRIX.shown("T1")


def test_mcp_63_the_keys_are_those_of_the_text():
    terms = [term(kinds.Search(service="cdap", keys=(SearchKey.NUMBER,)))]
    missions = [mission_term("accompagnement-social", ticked=True)]
    assert asked("T1", terms + missions, key="identity") == "search_key_not_accepted"
    assert asked("T1", terms + missions, key="number") == "allowed"
    assert asked("T1", missions, key="identity") == "allowed"


def test_an_unknown_profile_is_bound_to_nothing():
    assert bind(MATRIX, "T3", []) is None


@cache
def model_terms():
    read = [read_term(raw, place, is_model=True)[0] for place, raw in enumerate(tomllib.loads(MODEL)["terms"])]
    return tuple(one for one in read if one is not None)


@pytest.mark.parametrize("code", MATRIX.profiles)
def test_the_model_and_the_matrix_say_the_same_of_each_profile(code):
    profile, bound = MATRIX.profiles[code], bind(MATRIX, code, model_terms()).profile
    assert set(bound.purposes) == set(profile.purposes)
    assert {one.code: dict(one.parameters) for one in bound.conditions} == {
        one.code: dict(one.parameters) for one in profile.conditions
    }
    assert bound.clause == profile.clause
