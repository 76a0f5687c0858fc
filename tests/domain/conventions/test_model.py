"""The MCP model and the signed examples say what the mission says, each with its clause."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date

import pytest

from socle.conventions import catalogue
from socle.conventions.domain.check import check
from socle.conventions.domain.kinds import KINDS, Appointment, Deliberation, Dispute, Mission, Seats
from socle.conventions.domain.rules.profiles import (
    holder_conditions,
    predicate_years,
    profile_named,
    profiles,
    seats,
)
from socle.conventions.domain.rules.purposes import purposes
from tests.domain.conventions.texts import checked, commune, signed

CDAP = tuple(f"T{number}" for number in (1, 2, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20, 21, 22))
CLAUSES = re.compile(
    r"(convention|contrat de service|bulletin AFAS|bulletin CDAP|règle de Socle), "
    r"(en-tête|préambule|tampons|annexe \d|MCP-\d\d|\d+(\.\d+)*)"
)


def opened(slug):
    return {line.profile: line.max for line in seats(signed(slug).terms, "cdap") if line.max is not None}


def test_nineteen_profiles_and_never_t3_t7_nor_t17():
    assert tuple(term.body.code for term in profiles(commune().terms, "cdap")) == CDAP
    assert all(profile_named(commune().terms, "cdap", code) is None for code in ("T3", "T7", "T17"))


def test_every_profile_has_a_purpose():
    for code in CDAP:
        assert purposes(commune().terms, "cdap", code), code
    for code in ("D1", "D2", "D3", "D4"):
        assert purposes(commune().terms, "afas", code), code


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("T2", {}),
        ("T4", {"instructor_number_first": {}}),
        ("T18", {"rsa_within_two_years": {"years": 2}}),
        ("T19", {"rsa_within_two_years": {"years": 2}}),
        ("T20", {"rights_within_two_years": {"years": 2}}),
        ("T21", {"cmg_request": {}}),
        ("T3", {}),
    ],
)
def test_predicates_come_from_the_bulletin(code, expected):
    assert predicate_years(commune().terms, "cdap", code) == expected


def test_some_profiles_ask_something_of_their_holder():
    assert holder_conditions(commune().terms, "cdap", "T1") == ("graduated_social_worker",)
    assert holder_conditions(commune().terms, "cdap", "T7") == ()


def test_the_commune_opens_t2_alone_for_twelve():
    assert opened("saint-aubin-mcp") == {"T2": 12}


def test_the_departement_and_pajemploi_open_what_they_signed():
    assert opened("departement-mcp") == {"T1": 20, "T4": 6, "T5": 10, "T13": 4, "T18": 4, "T19": 3}
    assert opened("pajemploi-mcp") == {"T21": 5}


def test_the_commune_ticks_the_missions_of_the_text():
    ticked = {term.body.code: term.body.ticked for term in commune().terms if isinstance(term.body, Mission)}

    assert ticked == {
        "tarification": True,
        "activite-des-equipements": True,
        "accompagnement-social": True,
        "logement-social": False,
        "protection-sante": False,
        "mesures-de-protection": False,
    }


def test_a_rank_keeps_two_conventions_of_one_partner_apart():
    text = catalogue.read("demonstration/saint-aubin-mcp").replace('territory = "34"', 'territory = "34"\nrank = 2', 1)

    second = check(text, catalogue.read("models/mon-compte-partenaire")).convention

    assert commune().reference == "99913401800012"
    assert second.reference == "99913401800012-2"


def test_the_caisse_alone_appoints_both_administrators():
    appointed = [term.body for term in commune().terms if isinstance(term.body, Appointment)]

    assert [(body.role.value, body.by.value) for body in appointed] == [
        ("principal", "caisse_admin"),
        ("suppleant", "caisse_admin"),
    ]


@pytest.mark.parametrize("slug", catalogue.demonstration())
def test_demonstration_people_and_numbers_are_fictional(slug):
    convention = signed(slug)

    for party in convention.parties:
        assert party.siret.startswith("99913")
        assert "(fictif)" in party.name
    for contact in convention.contacts:
        assert contact.email is None or contact.email.endswith(".example")


@pytest.mark.parametrize("slug", ["saint-aubin-mcp", "departement-mcp", "pajemploi-mcp"])
def test_every_clause_is_written_as_the_mission_cites_it(slug):
    for term in signed(slug).terms:
        assert CLAUSES.fullmatch(str(term.clause)), term.clause


def test_every_kind_reads_as_a_french_sentence():
    texts = [checked(f"models/{name}").convention for name in catalogue.models()]
    texts += [signed(slug) for slug in catalogue.demonstration()]
    seen = set()
    for term in (term for text in texts for term in text.terms):
        sentence = term.body.sentence()
        assert sentence[0].isupper() or sentence[0].isdigit(), sentence
        assert sentence.endswith((".", "?")), sentence
        assert "None" not in sentence
        seen.add(term.kind)

    assert set(KINDS) - seen == {"withheld"}


def test_no_says_copies_another():
    says = [term.says for term in commune().terms]

    assert len(set(says)) == len(says)


def test_a_blank_cell_of_the_model_waits_for_the_convention():
    model = checked("models/mon-compte-partenaire").convention
    cells = [term.body for term in model.terms if isinstance(term.body, Seats) and term.body.service == "cdap"]

    assert len(cells) == len(CDAP)
    assert all(cell.max is None and cell.opened for cell in cells)


def test_a_dispute_without_amicable_attempt_goes_straight_to_the_court():
    assert Dispute(amicable_first=False).sentence() == "Le litige va devant la juridiction compétente."


def test_the_dates_of_an_act_follow_each_other():
    act = next(term.body for term in commune().terms if isinstance(term.body, Deliberation))

    assert [flaw.field for flaw in replace(act, sent_on=date(2025, 9, 1)).flaws()] == ["voted_on"]
    assert [flaw.field for flaw in replace(act, published_on=None).flaws()] == ["published_on"]


def test_the_terms_follow_the_order_of_the_text():
    model = checked("models/mon-compte-partenaire").convention
    cited = [place_in_text(term.clause) for term in model.terms if not term.clause.is_house]

    assert cited == sorted(cited)


def place_in_text(clause) -> tuple[object, ...]:
    documents = ("convention", "contrat de service", "bulletin AFAS", "bulletin CDAP")
    heads = {"en-tête": (0,), "préambule": (0, 5)}
    if clause.article.startswith("annexe "):
        return documents.index(clause.document), (100, int(clause.article[-1]))
    article = heads.get(clause.article) or tuple(int(part) for part in clause.article.split("."))
    return documents.index(clause.document), article


@pytest.mark.parametrize(
    "slug", ["grand-rhin-droits", "valmont-france-services", "valmont-independants", "valmont-gestion-commune"]
)
def test_a_convention_of_the_demonstration_writes_over_its_model_only_what_it_leaves_open(slug):
    model = tomllib.loads(catalogue.read(f"models/{signed(slug).model}"))
    left = {term["id"]: {"id", "says", *term.get("open", ())} for term in model["terms"]}
    written = tomllib.loads(catalogue.read(f"demonstration/{slug}")).get("terms", [])

    over = {term["id"]: set(term) - left[term["id"]] for term in written if term["id"] in left}
    assert not {name: sorted(more) for name, more in over.items() if more}
