"""Who may do and read what, by the MCP text; `test_requirements.py` shows that the text alone decides."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from socle.conventions.domain.convention import Term
from socle.conventions.domain.kinds import Withheld
from socle.conventions.domain.kinds.delegation import Function, Power
from socle.conventions.domain.kinds.retention import Kept
from socle.conventions.domain.kinds.search import Key
from socle.conventions.domain.kinds.service import Offer
from socle.conventions.domain.kinds.trace_access import Reach
from socle.conventions.domain.kinds.tracing import Event
from socle.conventions.domain.kinds.withheld import DataGroup
from socle.conventions.domain.rules import (
    management,
    profiles,
    purposes,
    security,
    services,
    support,
    tracing,
)
from socle.conventions.domain.types import ProfileCode, ServiceCode
from socle.conventions.domain.words import Form, Level, Role, Side
from socle.kernel.clause import Clause
from tests.domain.conventions.texts import CALENDAR, commune, signed, with_term

TERMS = commune().terms
DAY = date(2026, 4, 1)
CLAUSE = Clause("convention", "1")


def test_a_purpose_belongs_to_the_profile_and_to_a_ticked_mission():
    assert purposes.purpose_decision(TERMS, "cdap", "T2", "tarif-selon-quotient")
    assert purposes.purpose_decision(TERMS, "cdap", "T2", "controle-rsa").code == "purpose_unknown"
    refused = purposes.purpose_decision(TERMS, "cdap", "T10", "aide-au-logement")
    assert refused.code == "mission_not_ticked"
    assert "Logements du bailleur" in refused.reason
    assert str(refused.clause) == "convention, 8"


def test_the_ccapex_secretariat_needs_an_end_date_and_dalo_does_not():
    end = datetime(2026, 12, 31, tzinfo=UTC)

    assert purposes.purpose_decision(TERMS, "cdap", "T16", "secretariat-ccapex").code == "end_date_required"
    assert purposes.purpose_decision(TERMS, "cdap", "T16", "secretariat-ccapex", until=end)
    assert purposes.purpose_decision(TERMS, "cdap", "T16", "recours-dalo")


def test_a_mission_that_no_text_contains_is_named_by_its_code():
    terms = tuple(term for term in TERMS if term.kind != "mission")

    assert "tarification" in purposes.purpose_decision(terms, "cdap", "T2", "tarif-selon-quotient").reason


def test_the_thirteenth_t2_seat_is_refused_with_its_clause():
    assert profiles.seat_decision(TERMS, "cdap", "T2", Level.CONVENTION, 11)
    refused = profiles.seat_decision(TERMS, "cdap", "T2", Level.CONVENTION, 12)
    assert refused.code == "no_seat_left"
    assert "12 sièges" in refused.reason
    assert str(refused.clause) == "bulletin CDAP, 2"
    assert "avenant" in refused.fix


def test_an_empty_cell_is_not_opened_and_an_unknown_profile_neither():
    assert profiles.seat_decision(TERMS, "cdap", "T1", Level.CONVENTION, 0).code == "profile_not_open"
    assert profiles.seat_decision(TERMS, "cdap", "T3", Level.CONVENTION, 0).code == "profile_not_open"
    assert profiles.seat_decision(TERMS, "afas", "D3", Level.PLACE, 0).code == "profile_not_open"


def test_afas_counts_by_place_by_equipment_and_a_hundred_people_in_all():
    assert profiles.seat_decision(TERMS, "afas", "D1", Level.PLACE, 1, people=99)
    assert profiles.seat_decision(TERMS, "afas", "D1", Level.PLACE, 2, people=99).code == "no_seat_left"
    assert profiles.seat_decision(TERMS, "afas", "D3", Level.EQUIPMENT, 1).code == "no_seat_left"
    full = profiles.seat_decision(TERMS, "afas", "D4", Level.EQUIPMENT, 0, people=100)
    assert "100" in full.reason


def test_a_convention_takes_data_away_and_never_adds():
    removed = Withheld(ServiceCode("cdap"), ProfileCode("T2"), (DataGroup.FAMILY,))
    terms = (*TERMS, Term("retrait", CLAUSE, "x", 900, removed))

    assert profiles.withheld(terms, "cdap", "T2") == {"family": CLAUSE}
    assert profiles.withheld(terms, "cdap", "T1") == {}
    assert profiles.group_decision(terms, "cdap", "T2", "family", is_needed=True).code == "group_withheld"
    assert profiles.group_decision(terms, "cdap", "T2", "identity", is_needed=True)
    unneeded = profiles.group_decision(terms, "cdap", "T2", "debts", is_needed=False)
    assert unneeded.code == "group_not_needed"
    assert "non officielle" in unneeded.reason
    assert "la famille" in removed.sentence()


def test_delegated_management_belongs_to_the_partner():
    assert management.may_manage(TERMS, Side.PARTNER)
    assert management.may_manage(TERMS, Side.CAISSE).code == "not_managing_side"
    assert management.removal_side(TERMS) is Side.PARTNER
    assert management.removal_side(()) is None


def test_the_caisse_appoints_once_and_alone():
    assert management.may_appoint(TERMS, Role.CAISSE_ADMIN, Role.PRINCIPAL, 0)
    assert management.may_appoint(TERMS, Role.PRINCIPAL, Role.SUPPLEANT, 0).code == "not_appointing"
    assert management.may_appoint(TERMS, Role.CAISSE_ADMIN, Role.SUPPLEANT, 1).code == "already_appointed"
    assert management.may_appoint(TERMS, Role.CAISSE_ADMIN, Role.DELEGATE, 0).code == "role_not_appointed"


def test_managers_pass_on_what_the_text_gives():
    assert management.may_pass_on(TERMS, Role.DELEGATE, Power.ENROL)
    assert management.may_pass_on(TERMS, Role.USER, Power.USE).code == "power_not_held"
    assert management.may_use(TERMS, Role.PRINCIPAL, Function.GROUPS)
    assert management.may_use(TERMS, Role.USER, Function.PEOPLE).code == "function_not_held"
    assert management.is_bounded_by_own_rights(TERMS, Role.DELEGATE)


def test_a_right_is_personal_and_for_ones_own_people():
    assert management.assignment_decision(TERMS, own_staff=True, shared=False)
    assert management.assignment_decision(TERMS, own_staff=False, shared=False).code == "outsider"
    assert management.assignment_decision(TERMS, own_staff=True, shared=True).code == "shared_right"


def test_no_automaton_and_no_third_person():
    assert management.automaton_decision(TERMS, with_user_credentials=False).code == "automaton"
    assert management.handover_decision(TERMS, through_third_person=True).code == "third_person"
    assert management.handover_decision(TERMS, through_third_person=False)


def test_traces_six_months_habilitations_six_years():
    assert tracing.retention_until(TERMS, Kept.TRACES, DAY, CALENDAR).day == date(2026, 10, 1)
    assert tracing.retention_until(TERMS, Kept.HABILITATIONS, DAY, CALENDAR).day == date(2032, 4, 1)
    assert tracing.retention_until(TERMS, Kept.DOCUMENTS, DAY, CALENDAR) is None


@pytest.mark.parametrize(
    ("role", "reach", "code"),
    [
        (Role.PRINCIPAL, Reach.ORGANISATION, "allowed"),
        (Role.PRINCIPAL, Reach.OWN, "allowed"),
        (Role.PRINCIPAL, Reach.EVERY, "traces_out_of_reach"),
        (Role.SUPPLEANT, Reach.ORGANISATION, "allowed"),
        (Role.CAISSE_AUTHORISED, Reach.EVERY, "allowed"),
        (Role.CAISSE_ADMIN, Reach.EVERY, "traces_out_of_reach"),
        (Role.USER, Reach.OWN, "traces_on_request"),
        (Role.USER, Reach.ORGANISATION, "traces_out_of_reach"),
    ],
)
def test_who_reads_which_traces(role, reach, code):
    assert tracing.trace_reading(TERMS, role, reach).code == code


def test_every_event_of_the_text_is_traced():
    assert all(tracing.is_traced(TERMS, event) for event in Event)
    assert tracing.is_traced((), Event.ACTION).code == "not_traced"


def test_only_support_calls_the_desk():
    assert support.call_decision(TERMS, "Centre de services Caf", Role.SUPPORT)
    assert support.call_decision(TERMS, "Centre de services Caf", Role.USER).code == "not_a_caller"
    assert support.call_decision(TERMS, "Accueil", Role.USER).code == "desk_unknown"
    assert support.first_form(TERMS, "Centre de services Caf") is Form.EMAIL
    assert [desk.body.level for desk in support.channels(TERMS)] == [1, 2, 2]


def test_the_desk_opens_on_weekdays_with_a_lunch_gap():
    hours = support.desk_hours(TERMS, "Centre de services Caf")

    assert str(hours) == "lundi au vendredi 09:00-11:30,14:00-16:00"
    assert support.desk_hours(TERMS, "Support du partenaire") is None


def test_the_ladder_follows_the_written_order():
    convention = signed("departement-mcp")

    called = support.ladder(convention.terms, Side.CAISSE, convention.contacts)

    assert [contact.id for contact in called] == ["responsable-mcp", "direction-caf"]
    assert support.escalates_at_once(convention.terms, Side.CAISSE)
    assert support.ladder((), Side.CAISSE, convention.contacts) == ()


def test_a_text_without_availability_follows_its_desk():
    assert support.is_available((), desk_open=True, maintenance=False)
    assert support.stop_announced_to(()) is None


def test_an_old_browser_is_refused_with_the_version_to_have():
    refused = security.browser_decision(TERMS, "firefox", 78)

    assert refused.code == "browser_obsolete"
    assert "115" in refused.reason
    assert security.browser_decision(TERMS, "lynx", 2)
    assert security.browser_decision((), "firefox", 1)


def test_our_password_policy_says_that_it_is_ours():
    assert security.password_policy(TERMS).clause.is_house
    assert security.password_length_decision(TERMS, 8).code == "password_short"
    assert security.password_length_decision((), 1)


def test_a_search_never_lists_people():
    assert security.search_decision(TERMS, "cdap", Key.NUMBER, 1)
    assert security.search_decision(TERMS, "cdap", Key.IDENTITY, 2).code == "precise_search"
    assert security.search_decision(TERMS, "cdap", Key.IDENTITY, 0).code == "precise_search"
    assert (
        security.search_decision(
            with_term(commune(), "recherche-cdap", keys=(Key.NUMBER,)).terms, "cdap", Key.IDENTITY, 1
        ).code
        == "key_not_accepted"
    )


def test_a_service_does_what_it_offers_and_a_profile_its_acts():
    assert services.offer_decision(TERMS, "afas", Offer.COMPARE)
    assert services.offer_decision(TERMS, "cdap", Offer.DECLARE_ACTIVITY).code == "not_offered"
    assert services.act_decision(TERMS, "afas", "D3", "transmit")
    assert services.act_decision(TERMS, "afas", "D4", "transmit").code == "act_out_of_profile"
    assert services.level_decision(TERMS, "afas", "D1", Level.PLACE)
    assert services.level_decision(TERMS, "afas", "D2", Level.PLACE).code == "wrong_level"
    assert services.level_below(TERMS, "afas", "equipment") == "place"
    assert services.level_below(TERMS, "afas", "activity_nature") is None
    assert services.nature_decision(TERMS, "afas", "EHPAD").code == "nature_unknown"
    assert services.nature_decision(TERMS, "cdap", "EHPAD")
    assert {term.id for term in services.papers_owed(TERMS, Side.PARTNER)} >= {"liste-des-interlocuteurs-afas"}
