"""Training, directory, referrals, exchanged data and their protection (DRT-01 to DRT-10)."""

from __future__ import annotations

from datetime import date

import pytest

from socle.conventions.domain.kinds.data_use import Consent, Use
from socle.conventions.domain.kinds.licence import Act
from socle.conventions.domain.kinds.rung import Trigger
from socle.conventions.domain.kinds.secrecy import Freed
from socle.conventions.domain.opening import OpeningCase, opening
from socle.conventions.domain.rules import changing, control, duties, exchanges
from socle.conventions.domain.rules.papers import record_decision, seat_decision
from socle.conventions.domain.words import DocumentKind, Form
from socle.kernel.deadlines import Calendar
from tests.domain.conventions.texts import signed, with_term

RIGHTS = signed("grand-rhin-droits")
TERMS = RIGHTS.terms
DAY = date(2026, 3, 2)


def test_a_session_takes_fifteen_people_and_the_next_one_waits():
    assert seat_decision(TERMS, "agents", 14)
    assert seat_decision(TERMS, "agents", 15).code == "session_full"
    assert seat_decision(TERMS, "managers", 300)


def test_a_commune_without_entry_has_the_number_of_last_resort():
    entries = {"Rheinau": "03 00 00 00 30"}

    assert exchanges.directory_answer(TERMS, entries, "Rheinau")[0] == "03 00 00 00 30"
    assert exchanges.directory_answer(TERMS, entries, "Kirchwald")[0] == "3646, Service social"
    assert exchanges.directory_answer((), entries, "Rheinau") is None


def test_aspa_has_its_own_way_and_the_rest_goes_the_other():
    assert exchanges.route_for(TERMS, "referral", "aspa").id == "voie-aspa"
    assert exchanges.route_for(TERMS, "referral", "career").id == "voie-des-autres-questions"
    assert exchanges.route_decision(TERMS, "referral", "aspa", Form.EMAIL).code == "wrong_route"


@pytest.mark.parametrize(
    ("trigger", "rank"), [(Trigger.SENSITIVE, 1), (Trigger.BLOCKED, 1), (Trigger.STILL_BLOCKED, 2)]
)
def test_a_case_climbs_in_order(trigger, rank):
    assert exchanges.next_rung(TERMS, "referral", trigger).body.rank == rank


def test_no_exchange_opens_before_the_annex_is_entered():
    refused = opening(OpeningCase.of(RIGHTS, DAY), "echanges")
    entered = with_term(RIGHTS, "manque-annexe-des-donnees", closes=None)

    assert refused.code == "text_incomplete"
    assert str(refused.clause) == "convention, 3"
    assert opening(OpeningCase.of(entered, DAY), "echanges")


def test_personal_data_leave_by_a_secured_means_only():
    assert exchanges.exchange_decision(TERMS, "echanges", Form.EMAIL, personal=True).code == "not_secured"
    assert exchanges.exchange_decision(TERMS, "echanges", Form.EMAIL, personal=False)
    assert exchanges.exchange_decision(TERMS, "echanges", Form.SECURE_MESSAGING, personal=True)
    assert exchanges.exchange_decision(TERMS, "photos", Form.EMAIL, personal=False).code == "no_exchange"
    listed = with_term(RIGHTS, "donnees-echangees", means=(Form.PORTAL,))
    assert exchanges.exchange_decision(listed.terms, "echanges", Form.EMAIL, personal=False).code == "means_unwritten"


@pytest.mark.parametrize(
    ("use", "consent", "purpose", "allowed"),
    [
        (Use.DISCLOSURE, Consent.NONE, False, False),
        (Use.DISCLOSURE, Consent.PRIOR, False, True),
        (Use.TRANSFER, Consent.PRIOR, False, False),
        (Use.TRANSFER, Consent.EXPLICIT, False, True),
        (Use.COPY, Consent.EXPLICIT, False, False),
        (Use.COPY, Consent.NONE, True, True),
        (Use.OTHER_PURPOSE, Consent.WRITTEN, True, False),
    ],
)
def test_each_use_asks_for_its_agreement(use, consent, purpose, allowed):
    assert exchanges.data_use_decision(TERMS, use, consent, purpose_needs=purpose).allowed is allowed


def test_a_contract_carries_every_duty_and_binds_the_providers_of_the_provider():
    whole = ("no_other_use", "no_copy_kept", "no_disclosure", "prevent_misuse", "keep_safe")

    assert exchanges.contract_decision(TERMS, whole, passed_on=True)
    assert "garder en sécurité" in exchanges.contract_decision(TERMS, whole[:4], passed_on=True).reason
    assert exchanges.contract_decision(TERMS, whole, passed_on=False).code == "contract_incomplete"
    assert exchanges.contract_decision((), (), passed_on=False)


@pytest.mark.parametrize(
    ("act", "territory", "over", "code"),
    [
        (Act.ADAPT, "france", False, "allowed"),
        (Act.MODIFY, "france", False, "act_unlicensed"),
        (Act.DISTRIBUTE, "france", False, "act_unlicensed"),
        (Act.USE, "elsewhere", False, "out_of_territory"),
        (Act.USE, "france", True, "licence_over"),
    ],
)
def test_the_licence_holds_on_its_territory_while_it_lasts(act, territory, over, code):
    assert exchanges.licence_decision(TERMS, act, territory, convention_over=over).code == code


def test_without_licence_nothing_is_given():
    assert exchanges.licence_decision((), Act.USE, "france").code == "no_licence"


@pytest.mark.parametrize("freed", list(Freed))
def test_what_was_public_known_or_lawfully_received_is_not_secret(freed):
    assert duties.disclosure_decision(TERMS, "documents", convention_over=False, freed=freed)
    assert not duties.disclosure_decision(TERMS, "documents", convention_over=False)


def test_a_breach_is_told_within_forty_eight_hours_of_real_time():
    """Known on Friday 6 March 2026 at midnight: told by Sunday 8 March, without roll-over."""
    due = control.incident_due(TERMS, "data_breach", date(2026, 3, 6), Calendar("67"))

    assert due.day == date(2026, 3, 8)
    assert str(due.clause) == "convention, 5.2"


def test_the_list_of_correspondents_changes_by_simple_letter_and_the_other_annexes_do_not():
    letter = Form.SIMPLE_LETTER

    assert changing.may_change(TERMS, DocumentKind.ANNEXE, letter, resent=True, named="annexe-correspondants")
    assert changing.may_change(TERMS, DocumentKind.ANNEXE, letter, named="annexe-donnees").code == "wrong_form"


def test_an_orientation_is_noted_whole():
    assert not record_decision(TERMS, "orientation", ("date", "agent"))
    assert record_decision(TERMS, "orientation", ("date", "agent", "pension_event", "informed_person", "outcome"))


def test_a_visit_is_noted_without_identity():
    house = signed("valmont-france-services").terms
    visit = ("date", "site", "channel", "operator", "theme", "procedure", "level", "result", "duration_band")

    assert record_decision(house, "visit", visit)
    assert record_decision(house, "visit", (*visit, "nir")).code == "data_kept_out"
