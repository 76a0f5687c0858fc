"""What terms make parties owe: every kind that obliges says who owes what to whom (URS-01; issue « Conventions »)."""

from __future__ import annotations

import pytest

from socle.conventions import catalogue
from socle.conventions.domain.consistency import findings
from socle.conventions.domain.duty import Rhythm, facing, side_of
from socle.conventions.domain.kinds import KINDS
from socle.conventions.domain.words import Role, Side
from tests.domain.conventions.texts import body, checked, commune, signed, with_term

SILENT = {  # these kinds let, forbid or describe: nobody has anything to do because of them alone
    "amendment", "authority", "automaton", "browser", "budget_line", "conflict", "credential", "criterion", "delegation",
    "deliberation", "duration", "effect", "examination", "fee_formula", "form", "gap", "independence", "interpretation",
    "lapse", "least_access", "licence", "management", "mission", "numbering", "opening", "password_policy", "precedence",
    "prerequisite", "profile", "purpose", "renewal", "sanction", "search", "seats", "service", "structure", "succession",
    "trace_access", "transfer", "withheld",
}  # fmt: skip


def every_term():
    texts = [checked(f"models/{name}").convention for name in catalogue.models()]
    texts += [signed(slug) for slug in catalogue.demonstration()]
    return [term for text in texts for term in text.terms]


def test_every_kind_that_obliges_makes_somebody_owe():
    owing = {term.kind for term in every_term() if list(term.body.owed())}

    assert set(KINDS) - owing == SILENT - {"amendment"}
    assert "amendment" in owing, "a changed paper is sent again"


def test_the_duties_of_a_term_have_each_their_code():
    for term in every_term():
        codes = [duty.code for duty in term.body.owed()]
        assert len(set(codes)) == len(codes), term.id


def test_a_duty_reads_as_an_infinitive_and_a_periodic_one_has_a_period():
    for term in every_term():
        for duty in term.body.owed():
            verb = duty.what.split()[0].removeprefix("n’").removeprefix("l’")
            assert verb[-2:] in {"er", "ir", "re"}, (term.id, duty.what)
            assert "None" not in duty.what
            assert (duty.rhythm is Rhythm.PERIODIC) == bool(duty.every)


@pytest.mark.parametrize("slug", catalogue.demonstration())
def test_who_owes_and_who_benefits_are_sides_or_parties_of_the_text(slug):
    convention = signed(slug)
    known = {party.id for party in convention.parties} | {side.value for side in Side}
    for term in convention.terms:
        for duty in term.body.owed():
            assert {duty.bearer, duty.beneficiary} <= known, term.id


@pytest.mark.parametrize(
    ("term", "bearer", "beneficiary"),
    [
        ("revue-inverse", "partner", "caisse"),
        ("supervision", "partner", "caisse"),
        ("prestataire", "partner", "caisse"),
        ("disponibilite", "caisse", "partner"),
        ("nomination-du-principal", "caisse", "partner"),
        ("bilan", "all", "all"),
        ("incident-de-securite", "partner", "caisse"),
        ("escalade-vers-la-caisse", "caisse", "partner"),
        ("audit", "partner", "caisse"),
    ],
)
def test_the_two_sides_of_mon_compte_partenaire(term, bearer, beneficiary):
    duty = next(iter(body(commune(), term).owed()))

    assert (duty.bearer, duty.beneficiary) == (bearer, beneficiary)


def test_three_parties_owe_different_things():
    bearers = {
        term.id: next(iter(term.body.owed())).bearer
        for term in signed("valmont-independants").terms
        if term.kind == "commitment"
    }

    assert bearers["relais-des-offres"] == "maires"
    assert bearers["information-des-maires"] == "urssaf"
    assert bearers["reponse-coordonnee-aux-urgences"] == "cpsti"


def test_a_party_that_signs_nothing_owes_nothing():
    stranger = with_term(signed("valmont-independants"), "relais-des-offres", by="departement")

    assert any("« by » cite la partie « departement »" in one.what for one in findings(stranger))


def test_a_side_faces_the_other():
    assert [facing(side) for side in Side] == [Side.PARTNER, Side.CAISSE, Side.ALL]
    assert side_of(Role.PRINCIPAL) is Side.PARTNER
    assert side_of(Role.CAISSE_ADMIN) is Side.CAISSE
