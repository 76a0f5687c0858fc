"""MCP-34, DRT-08, ISU-06: what a person does before a right serves is a term; changing it changes who waits."""

from datetime import UTC, datetime

import pytest

from socle.conventions.domain.kinds import Prerequisite
from socle.conventions.domain.kinds.prerequisite import Need
from socle.conventions.domain.rules.prerequisites import holds_until, prerequisites_of
from socle.kernel.deadlines import Calendar
from tests.domain.conventions.texts import body, commune, signed, with_term

DONE = datetime(2026, 3, 12, 9, tzinfo=UTC)
CALENDAR = Calendar("34")


def codes(convention, service, profile):
    return [term.body.code for term in prerequisites_of(convention.terms, service, profile)]


def test_only_the_profiles_the_text_names_wait():
    departement = signed("departement-mcp")
    assert codes(departement, "cdap", "T19") == ["rsa_control_pledge", "rsa_control_training"]
    assert codes(departement, "cdap", "T18") == []
    assert codes(departement, "afas", "T19") == []
    assert codes(commune(), "cdap", "T2") == []


def test_a_condition_without_profile_nor_service_concerns_every_right():
    droits = signed("grand-rhin-droits")
    assert codes(droits, "dossiers", "A") == ["data_protection_training", "confidentiality_pledge"]
    changed = with_term(signed("departement-mcp"), "formation-avant-le-controle-rsa", profiles=("*",))
    assert codes(changed, "cdap", "T1") == ["rsa_control_training"]


def test_how_long_a_proof_holds_is_the_term_s():
    departement = signed("departement-mcp")
    pledge = body(departement, "engagement-avant-le-controle-rsa")
    assert holds_until(pledge, DONE, CALENDAR).astimezone(UTC).date().isoformat() == "2027-03-12"
    longer = body(
        with_term(departement, "engagement-avant-le-controle-rsa", valid_for="P2Y"), "engagement-avant-le-controle-rsa"
    )
    assert holds_until(longer, DONE, CALENDAR).year == 2028
    assert holds_until(body(signed("grand-rhin-droits"), "formation-des-personnes"), DONE, CALENDAR) is None


def test_the_sentence_says_what_waits_for_what():
    said = body(signed("departement-mcp"), "engagement-avant-le-controle-rsa").sentence()
    assert "profil T19 de CDAP" in said
    assert "valable 1 an" in said
    assert "tout profil" in body(signed("grand-rhin-droits"), "formation-des-personnes").sentence()


@pytest.mark.parametrize(
    ("blank", "field"),
    [
        (Prerequisite(code="c", needs=Need.PLEDGE, label="x", text="je m'engage"), "text"),
        (Prerequisite(code="c", needs=Need.PLEDGE, label="x", version="1"), "text"),
        (Prerequisite(code="c", needs=Need.TRAINING, label="x"), "topics"),
    ],
)
def test_a_pledge_without_text_and_a_training_without_topic_are_refused(blank, field):
    assert [flaw.field for flaw in blank.flaws()] == [field]
