"""What the text leaves open is asked; dates that contradict each other are shown (MCP-02, 11, 28, 35, 41)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from socle.conventions.domain.consistency import findings
from socle.conventions.domain.finding import Severity
from tests.domain.conventions.texts import checked, commune, signed, with_paper, with_party, with_term


def told(convention, severity=None):
    return [finding.what for finding in findings(convention) if severity in {None, finding.severity}]


def test_the_printed_date_is_not_the_day_of_signature():
    warnings = told(commune(), Severity.WARNING)

    printed = [what for what in warnings if "11/09/2025" in what]
    assert len(printed) == 4
    assert all("avant la délibération du 01/10/2025" in what for what in printed)


def test_an_unsigned_paper_does_not_borrow_its_printed_date():
    unsigned = with_paper(commune(), "bulletin-cdap", signed_on=None)

    assert any("n’est pas présumée" in what for what in told(unsigned))
    assumed = with_term(unsigned, "autorisation-de-signer", printed_date_is_signature=True)
    assert not any("n’est pas présumée" in what for what in told(assumed))


def test_a_paper_signed_before_the_act_binds_is_shown():
    early = with_paper(commune(), "convention", signed_on=date(2025, 10, 6))

    assert any("signé le 06/10/2025, avant l’acte exécutoire (07/10/2025)" in what for what in told(early))


def test_a_blank_stamp_makes_the_act_not_executory():
    blank = with_term(commune(), "deliberation-du-conseil-municipal", published_on=None)

    assert "la délibération n’est pas exécutoire" in told(blank)


def test_a_public_body_without_deliberation_is_shown():
    without = replace(commune(), terms=tuple(term for term in commune().terms if term.kind != "deliberation"))

    assert "un organisme public signe sans délibération au texte" in told(without)
    assert "un organisme public signe sans délibération au texte" not in told(
        with_party(without, "commune", is_public=False)
    )


def test_a_party_without_its_formalities_is_shown():
    without = with_party(commune(), "commune", formalities_done_on=None)

    assert any("Saint-Aubin" in what and "formalités" in what for what in told(without, Severity.WARNING))


def test_contradictions_are_asked_and_never_settled():
    asked = told(commune(), Severity.QUESTION)

    assert any("annexe 3" in what and "annexe 2" in what for what in asked)
    assert any("caractéristiques du mot de passe" in what for what in asked)


def test_an_agreed_reading_closes_its_question():
    asked = told(commune())
    reopened = told(with_term(commune(), "lecture-jour-de-signature", agreed_on=None))

    assert not any("convention, tampons" in what for what in asked)
    assert any("convention, tampons" in what for what in reopened)


def test_roles_that_the_text_uses_and_the_annex_leaves_blank_are_shown():
    blank = [what for what in told(commune(), Severity.WARNING) if "n’a pas de nom à l’annexe" in what]

    assert len(blank) == 2
    assert any("contrat de service, 4" in what for what in blank)
    assert told(signed("departement-mcp"), Severity.WARNING) == []


def test_the_communes_escalation_leads_back_to_the_desk():
    assert any("ramène à la même personne : Odette Marchand" in what for what in told(commune()))


def test_an_escalation_that_comes_back_to_the_same_person_is_a_defect():
    same = with_term(commune(), "escalade-vers-la-caisse", ladder=("securite-caf", "informatique-caf"))

    assert any("ramène à la même personne : Sabine Perrier" in what for what in told(same))


@pytest.mark.parametrize(
    "family", ["acces-aux-droits", "france-services", "gestion-commune", "travailleurs-independants"]
)
def test_a_model_asks_of_its_text_and_not_of_parties(family):
    found = checked(f"models/{family}").findings

    assert all(finding.severity is Severity.QUESTION for finding in found)


def test_the_contradictions_of_the_other_families_are_asked():
    assert any("1 564" in what for what in told(signed("valmont-france-services")))
    assert any("comité de pilotage" in what for what in told(signed("grand-rhin-droits")))
    assert any("deux autres parties" in what for what in told(signed("valmont-independants")))
