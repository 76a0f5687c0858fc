"""Events, offers, aids and mandates of the convention of three parties (URS-02 to URS-07)."""

from __future__ import annotations

from datetime import date

import pytest

from socle.conventions.domain.kinds.criterion import Check
from socle.conventions.domain.kinds.local_event import Response
from socle.conventions.domain.kinds.mandate import Answered
from socle.conventions.domain.kinds.offer import Audience
from socle.conventions.domain.rules import aids, exchanges, meetings
from socle.conventions.domain.rules.papers import missing_items, record_decision
from socle.conventions.domain.words import Form, Office
from tests.domain.conventions.texts import CALENDAR, signed

TERMS = signed("valmont-independants").terms
TODAY = date(2026, 3, 2)
GOOD = dict.fromkeys(Check, True) | {Check.AFFILIATED_FOR: date(2025, 3, 1)}


def test_five_criteria_all_needed():
    judged = aids.eligibility(TERMS, "aced", GOOD, TODAY)

    assert [item.test for item in judged] == list(Check)
    assert all(item.met for item in judged)
    assert aids.eligibility_decision(TERMS, "aced", GOOD, TODAY)


@pytest.mark.parametrize("test", [test for test in Check if test is not Check.AFFILIATED_FOR])
def test_a_failed_criterion_names_its_rule(test):
    decision = aids.eligibility_decision(TERMS, "afe", {**GOOD, test: False}, TODAY)

    assert not decision
    assert test.label in decision.reason
    assert str(decision.clause) == "annexe 2, X2"


@pytest.mark.parametrize(
    ("since", "enough"), [(date(2025, 3, 1), True), (date(2025, 3, 2), False), (date(2026, 1, 5), False)]
)
def test_one_year_of_affiliation_is_passed_the_day_after_its_anniversary(since, enough):
    assert aids.eligibility_decision(TERMS, "aced", {**GOOD, Check.AFFILIATED_FOR: since}, TODAY).allowed is enough


def test_an_unanswered_criterion_is_asked_not_guessed():
    decision = aids.eligibility_decision(TERMS, "aced", {}, TODAY)

    assert decision.code == "criterion_unknown"
    assert decision.reason.endswith("?")


def test_a_disaster_opens_the_emergency_aid_and_works_do_not():
    assert [term.body.code for term in aids.aids_for(TERMS, "disaster")] == ["emergency"]
    assert [term.body.code for term in aids.aids_for(TERMS, "works")] == ["aced", "afe"]
    assert aids.aids_for(TERMS, "parade") == ()
    assert Response.MAYORS_MESSAGE in aids.response_to(TERMS, "emergency")


def test_a_partner_sees_only_the_published_offers():
    seen = {term.body.code for term in aids.offers_for(TERMS, Audience.COMMUNE, as_partner=True)}
    every = {term.body.code for term in aids.offers_for(TERMS, Audience.COMMUNE, as_partner=False)}

    assert seen == {"dsn", "undeclared_work"}
    assert every - seen == {"vigilance"}


def test_without_both_papers_the_answer_goes_to_the_person_and_the_partner_knows():
    whole = aids.answer_to(TERMS, "person_question", ("signed_mandate", "identity_card"))
    half = aids.answer_to(TERMS, "person_question", ("signed_mandate",))

    assert (whole.to, whole.partner_told) == (Answered.PARTNER, False)
    assert (half.to, half.missing, half.partner_told) == (Answered.PERSON, ("identity_card",), True)
    assert aids.answer_to(TERMS, "weather", ()) is None


def test_the_committee_decides_and_never_reads_an_identity():
    assert aids.deciding_committee(TERMS, "aid") == "social_action"
    assert {"name", "nir"} <= set(aids.hidden_from(TERMS, "social_action"))
    assert aids.hidden_from(TERMS, "steering") == ()
    assert aids.deciding_committee(TERMS, "loan") is None


def test_a_report_is_whole_or_says_what_is_missing():
    decision = missing_items(TERMS, "works", ("communes", "zone"))

    assert "période" in decision.reason
    assert str(decision.clause) == "convention, 2"


def test_an_urgent_event_has_its_own_way():
    assert exchanges.route_for(TERMS, "event", "emergency").body.code == "urgent"
    assert exchanges.route_for(TERMS, "event", "works").body.code == "ordinary"
    assert exchanges.route_decision(TERMS, "parcel", "works", Form.EMAIL).code == "no_route"


def test_an_unknown_record_asks_for_nothing():
    assert record_decision(TERMS, "visit", ())


def test_a_committee_without_frequency_has_no_next_sitting():
    assert meetings.next_sitting(TERMS, "social_action", TODAY, CALENDAR) is None
    assert meetings.composition_decision(TERMS, "social_action", {"cpsti": (Office.REPRESENTATIVE,)})
    assert meetings.composition_decision(TERMS, "nowhere", {}).code == "no_committee"
    assert meetings.letter_due(TERMS, "mission", 2026, CALENDAR) is None
