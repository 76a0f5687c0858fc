"""Doors are terms: who may knock, what is asked, which delay, which way a subject goes (DRT-03, MCP-40, URS-07)."""

from __future__ import annotations

import pytest

from socle.saisines.domain.access import Asked, complete, may_knock, missing_items, side_of
from socle.saisines.domain.competence import competent, is_elsewhere
from socle.saisines.domain.doors import CaseKind, door_for
from tests.domain.saisines.doors_of import body, doors_of

DROITS, MCP, URS = "grand-rhin-droits", "saint-aubin-mcp", "valmont-independants"


@pytest.mark.parametrize(
    ("slug", "term", "kind", "holder", "within"),
    [
        (DROITS, "voie-aspa", CaseKind.REFERRAL, "carsat", "3 jours"),
        (DROITS, "voie-des-autres-questions", CaseKind.REFERRAL, "carsat", "3 jours"),
        (DROITS, "avis-de-violation@carsat", CaseKind.INCIDENT, "carsat", "PT48H"),
        (DROITS, "avis-de-violation@collectivite", CaseKind.INCIDENT, "collectivite", "PT48H"),
        (DROITS, "incident-majeur@carsat", CaseKind.INCIDENT, "carsat", None),
        (MCP, "centre-de-services", CaseKind.TICKET, "caisse", "10 jours ouvrés"),
        (MCP, "support-de-niveau-1", CaseKind.TICKET, "commune", "10 jours ouvrés"),
        (URS, "voie-des-questions-sur-un-compte", CaseKind.QUESTION, "urssaf", "10 jours ouvrés"),
    ],
)
def test_a_term_opens_its_door(slug, term, kind, holder, within):
    found = doors_of(slug)
    assert term in found, sorted(found)
    assert (found[term].kind, found[term].promise.within) == (kind, within)
    assert found[term].held_by == body(holder)


def test_routes_of_events_and_aids_are_no_door_of_saisines():
    assert not {term for term in doors_of(URS) if term.startswith(("voie-des-signalements", "voie-des-urgences"))}


def test_nobody_tells_an_incident_to_themselves():
    assert all(door.held_by not in door.asks for door in doors_of(DROITS).values() if door.kind is CaseKind.INCIDENT)


@pytest.mark.parametrize(
    ("subject", "knocked", "answered"),
    [
        ("aspa", "voie-aspa", "voie-aspa"),
        ("aspa", "voie-des-autres-questions", "voie-aspa"),
        ("career", "voie-aspa", "voie-des-autres-questions"),
        ("career", "voie-des-autres-questions", "voie-des-autres-questions"),
    ],
)
def test_a_subject_goes_to_the_door_that_names_it_else_to_the_one_that_takes_the_others(subject, knocked, answered):
    """DRT-03: whoever knocks at the wrong one is led to the right one."""
    found = doors_of(DROITS)

    assert door_for(subject, found[knocked], found.values()).term_id == answered


def test_a_question_on_a_person_asks_for_its_person_and_its_mandate():
    """URS-07."""
    found = doors_of(URS)["voie-des-questions-sur-un-compte"]

    assert found.mandate is not None
    assert found.mandate.body.papers == ("signed_mandate", "identity_card")
    assert missing_items(found, Asked({"subject": "person", "text": "?"})) == ("person",)
    assert doors_of(URS)["voie-des-questions"].mandate is None


def test_the_second_level_answers_named_callers_of_the_partner():
    """MCP-40."""
    desk = doors_of(MCP)["centre-de-services"]

    assert may_knock(desk, body("commune"), {"user", "support"})
    assert may_knock(desk, body("commune"), {"user"}).code == "not_a_caller"
    assert may_knock(desk, body("caisse"), {"support"}).code == "not_a_caller"
    assert str(desk.hours) == "lundi au vendredi 09:00-11:30,14:00-16:00"


def test_every_missing_item_is_named():
    """MCP-40: legal name, convention number, description."""
    decision = complete(doors_of(MCP)["centre-de-services"], Asked({"legal_name": "x", "description": " "}))

    assert [link.kind for link in decision.chain] == ["convention_number", "description"]
    assert "numéro de convention" in decision.reason


@pytest.mark.parametrize(
    ("subject", "commune", "territory", "elsewhere"),
    [
        ("survivor_pension", "67482", "67", False),
        ("survivor_pension", "68224", "75", True),
        ("survivor_pension", "57463", "33", True),
        ("survivor_pension", "75056", "75", False),
        ("aspa", "67482", "75", False),
    ],
)
def test_one_fund_alone_answers_for_survivors_of_alsace_moselle(subject, commune, territory, elsewhere):
    """Code de la sécurité sociale, R354-1."""
    assert is_elsewhere(competent(subject, commune, None), {territory}) is elsewhere


@pytest.mark.parametrize(
    ("acting", "posted", "follows", "sides"),
    [
        ("asker", False, True, {"asker"}),
        ("asker", True, False, set()),
        ("holder", True, False, {"holder"}),
        ("holder", False, False, set()),
        ("other", True, True, set()),
    ],
)
def test_somebody_acts_for_their_own_side_only(acting, posted, follows, sides):
    found = side_of(body(acting), body("asker"), body("holder"), posted=posted, follows=follows)
    assert found == sides
