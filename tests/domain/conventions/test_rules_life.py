"""Dates and duties that the MCP text gives; `test_requirements.py` shows that the text alone decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from socle.conventions.domain.convention import Term
from socle.conventions.domain.kinds import Fee
from socle.conventions.domain.kinds.audit import Audited
from socle.conventions.domain.kinds.lapse import Cause
from socle.conventions.domain.kinds.sanction import Ground as Fault
from socle.conventions.domain.kinds.sanction import Measure
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.rules import (
    authority,
    changing,
    control,
    duties,
    ending,
    management,
    papers,
    support,
)
from socle.conventions.domain.types import AmountText, DelayText
from socle.conventions.domain.words import ContactRole, DocumentKind, Form, Side
from socle.kernel.clause import Clause
from tests.domain.conventions.texts import CALENDAR, commune, signed

TERMS = commune().terms
DAY = date(2026, 4, 1)
CLAUSE = Clause("convention", "1")


@pytest.mark.parametrize(
    ("ground", "by", "form", "code"),
    [
        (Ground.WILL, Side.PARTNER, Form.REGISTERED_LETTER, "allowed"),
        (Ground.WILL, Side.PARTNER, Form.EMAIL, "wrong_form"),
        (Ground.GENERAL_INTEREST, Side.PARTNER, Form.REGISTERED_LETTER, "ground_unwritten"),
    ],
)
def test_a_termination_has_a_written_ground_and_form(ground, by, form, code):
    assert ending.may_terminate(TERMS, ground, by, form).code == code


def test_general_interest_belongs_to_the_collectivite():
    terms = signed("grand-rhin-droits").terms

    assert (
        ending.may_terminate(terms, Ground.GENERAL_INTEREST, Side.CAISSE, Form.REGISTERED_LETTER).code == "not_entitled"
    )
    assert ending.may_terminate(terms, Ground.AGREEMENT, Side.CAISSE, None)


def test_the_funding_takes_afas_and_its_pieces_with_it():
    papers_fallen = ending.fallen(TERMS, Cause.FUNDING_ENDED, commune().documents)

    assert [paper.id for paper in papers_fallen] == ["bulletin-afas", "afas-piece-1", "afas-piece-3"]
    assert ending.fallen(TERMS, Cause.LAW_CHANGED, commune().documents) == ()


def test_a_document_changes_by_avenant_and_a_piece_by_notice():
    assert changing.may_change(TERMS, DocumentKind.BULLETIN, Form.AVENANT)
    assert changing.may_change(TERMS, DocumentKind.BULLETIN, Form.NOTICE).code == "wrong_form"
    assert changing.may_change(TERMS, DocumentKind.PIECE, Form.NOTICE, resent=True)
    assert changing.may_change(TERMS, DocumentKind.PIECE, Form.NOTICE).code == "not_resent"
    assert changing.may_change(TERMS, DocumentKind.ANNEXE, Form.NOTICE).code == "change_unwritten"


def test_no_document_wins_when_no_order_is_written():
    assert changing.prevailing(TERMS, DocumentKind.CONVENTION, DocumentKind.BULLETIN) is None
    fsv = signed("valmont-france-services").terms
    assert changing.prevailing(fsv, DocumentKind.ANNEXE, DocumentKind.CONVENTION) is DocumentKind.CONVENTION
    assert changing.prevailing(fsv, DocumentKind.PIECE, DocumentKind.CONVENTION) is None


def test_a_measure_needs_its_ground_and_its_author():
    assert control.sanction_decision(TERMS, Fault.MISUSE, Measure.TERMINATION, Side.CAISSE)
    assert (
        control.sanction_decision(TERMS, Fault.MISUSE, Measure.PASSWORD_RESET, Side.CAISSE).code == "measure_unwritten"
    )
    assert control.sanction_decision(TERMS, Fault.MISUSE, Measure.SUSPENSION, Side.PARTNER).code == "not_entitled"
    assert control.audit_decision(TERMS, Side.PARTNER, Audited.CAISSE).code == "audit_unwritten"


def test_ten_working_days_pass_over_easter():
    asked = date(2026, 4, 1)

    assert support.escalation_due(TERMS, Side.CAISSE, asked, CALENDAR).day == date(2026, 4, 16)
    assert control.supervision_answer_due(TERMS, asked, CALENDAR).day == date(2026, 4, 16)


def test_an_immediate_notice_is_due_the_very_day():
    notice = control.incident_due(TERMS, "security_incident", DAY, CALENDAR)

    assert notice.day == DAY
    assert notice.deadline.value == "2026-04-01"
    assert str(notice.clause) == "convention, 9.2"
    assert control.incident_due(TERMS, "rien", DAY, CALENDAR) is None


def test_the_security_officer_is_the_contact_except_for_the_desk():
    assert control.incident_contact(TERMS, "security_incident") is ContactRole.SECURITY
    assert control.incident_contact(TERMS, "security_incident", "service_desk_incident") is None


def test_minutes_go_from_one_to_the_other_and_are_validated_in_thirty_days():
    assert [control.minutes_writer(TERMS, ("caisse", "commune"), held) for held in (0, 1, 2)] == [
        "caisse",
        "commune",
        "caisse",
    ]
    assert control.minutes_due(TERMS, DAY, CALENDAR).day == date(2026, 5, 4)
    assert control.meeting_due(TERMS, DAY, CALENDAR).day == date(2026, 5, 4)


def test_the_yearly_duties_come_back_with_their_clause():
    dues = control.yearly_dues(TERMS, date(2026, 1, 5), CALENDAR)

    assert {(due.of, str(due.clause)) for due in dues} == {
        ("report", "convention, 16"),
        ("review", "contrat de service, 2.2.2"),
    }
    assert all(due.day == date(2027, 1, 5) for due in dues)


def test_an_insurance_certificate_is_chased_a_month_before():
    terms = signed("valmont-france-services").terms

    assert control.chased_on(terms, "attestation d'assurance", date(2026, 3, 31)) == date(2026, 2, 28)
    assert control.chased_on(TERMS, "attestation d'assurance", DAY) is None
    assert [due.of for due in control.yearly_dues(terms, DAY, CALENDAR)] == [
        "decompte-mensuel",
        "assurance",
        "facture-annuelle",
    ]


def test_the_urssaf_meets_once_a_year():
    terms = signed("valmont-independants").terms

    assert [due.of for due in control.yearly_dues(terms, DAY, CALENDAR)] == ["reunion-annuelle"]
    assert control.meeting_due(terms, DAY, CALENDAR) is None


def test_a_paper_is_accepted_whole():
    given = ("legal_name", "convention_number")

    refused = papers.missing_items(TERMS, "Centre de services Caf", given)

    assert refused.code == "items_missing"
    assert "description" in refused.reason
    assert papers.missing_items(TERMS, "Centre de services Caf", (*given, "description"))
    assert papers.missing_items(TERMS, "inconnu", ())
    assert papers.signature_decision(TERMS, "administrator_change", frozenset()).code == "signature_missing"
    assert papers.signature_decision(TERMS, "inconnu", frozenset())


def test_a_provider_waits_six_months():
    assert papers.provider_starts_on(TERMS, DAY, CALENDAR).day == date(2026, 10, 1)
    assert papers.provider_starts_on((), DAY, CALENDAR) is None
    assert papers.provider_duties(()) == ()


def test_a_changed_list_is_sent_again_certified():
    assert papers.resend_decision(TERMS, "afas-piece-1", changed=True, certified=True).code == "resend_owed"
    assert papers.resend_decision(TERMS, "afas-piece-1", changed=False, certified=False).code == "not_certified"
    assert papers.resend_decision(TERMS, "afas-piece-1", changed=False, certified=True)
    assert papers.resend_decision(TERMS, "inconnu", changed=True, certified=False)


def test_a_public_body_signs_after_its_act_binds():
    assert authority.signing_decision(TERMS, date(2025, 10, 7))
    assert authority.signing_decision(TERMS, date(2025, 9, 11)).code == "not_executory"
    without = tuple(term for term in TERMS if term.kind != "deliberation")
    assert authority.signing_decision(without, DAY).code == "no_deliberation"
    assert authority.signing_decision((), DAY)
    assert authority.appeal_until(TERMS, CALENDAR).day == date(2025, 12, 8)
    assert authority.appeal_until(without, CALENDAR) is None


def test_the_service_is_free_and_a_fee_is_what_is_written():
    assert duties.charge_decision(TERMS, Decimal(0))
    assert "gratuit" in duties.charge_decision(TERMS, Decimal(1)).reason
    paid = (Term("prix", CLAUSE, "x", 0, Fee(AmountText("1254.00"), DelayText("P1Y"))),)
    assert duties.charge_decision(paid, Decimal("1254.00"))
    assert "convention" in duties.charge_decision(paid, Decimal("1564.00")).reason


def test_the_court_comes_after_the_attempt():
    assert duties.court_decision(TERMS, None, DAY).code == "amicable_first"
    assert duties.court_decision(TERMS, DAY, DAY)
    terms = signed("grand-rhin-droits").terms
    assert duties.court_decision(terms, DAY, date(2026, 4, 30)).code == "amicable_running"
    assert duties.court_decision(terms, DAY, date(2026, 5, 1))


def test_secrecy_outlives_the_convention():
    assert duties.disclosure_decision(TERMS, "security_policies", convention_over=True).code == "secret"
    assert duties.disclosure_decision(TERMS, "horaires", convention_over=False)
    assert duties.transfer_decision(TERMS, consented=False).code == "transfer_refused"
    assert duties.transfer_decision(TERMS, consented=True)
    assert not duties.formality_owed((), Side.CAISSE, requested=True, substantial_change=True)
    assert not duties.formality_owed(TERMS, Side.CAISSE, requested=False, substantial_change=False)


def test_a_text_that_says_nothing_forbids_nothing_here():
    assert management.assignment_decision((), own_staff=False, shared=True)
    assert management.automaton_decision((), with_user_credentials=False)
    assert management.activation_due((), datetime(2026, 1, 1, tzinfo=UTC), CALENDAR) is None
    assert control.review_recipient(()) is None
    assert control.supervision_answer_due((), DAY, CALENDAR) is None
    assert duties.informing_side(()) is None
    assert replace(commune(), terms=()).terms == ()
