"""MCP-60: the conditions of profiles, on the day before, the day itself and the day after."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.dossiers.domain.consultation import decide
from socle.dossiers.domain.facts import FileFacts, Reader, ReaderService
from socle.dossiers.domain.file import Situations
from socle.dossiers.domain.predicates import PREDICATES
from socle.dossiers.domain.spans import Span, months_before, years_before
from socle.kernel.clause import Clause
from tests.domain.dossiers.builders import MATRIX, NOW, TODAY, facts, with_parameters

BULLETIN = Clause("bulletin CDAP", "2")


def ended(last_day):
    """RSA (and so a right) from 2015 to this last day."""
    span = Span(date(2015, 1, 1), date.fromordinal(last_day.toordinal() + 1))
    return FileFacts(rsa=(span,), rights=(span,))


@pytest.mark.parametrize("code", ["T18", "T19", "T20", "T5"])
@pytest.mark.parametrize(
    ("last_day", "allowed"),
    [
        (date(2024, 11, 21), True),
        (date(2024, 11, 20), True),
        (date(2024, 11, 19), False),
        (date(2015, 6, 1), False),
    ],
)
def test_mcp_60_two_years_are_counted_by_calendar_day(code, last_day, allowed):
    assert bool(decide(facts(code, file=ended(last_day)), NOW)) is allowed


@pytest.mark.parametrize(
    ("at", "last_day", "allowed"),
    [
        (datetime(2028, 2, 29, 12, tzinfo=UTC), date(2026, 2, 28), True),
        (datetime(2028, 2, 29, 12, tzinfo=UTC), date(2026, 2, 27), False),
        (datetime(2027, 3, 1, 12, tzinfo=UTC), date(2025, 2, 28), False),
        (datetime(2026, 11, 20, 22, 59, tzinfo=UTC), date(2024, 11, 20), True),
        (datetime(2026, 11, 20, 23, 0, tzinfo=UTC), date(2024, 11, 20), False),
    ],
)
def test_mcp_60_leap_years_and_the_midnight_of_paris(at, last_day, allowed):
    assert bool(decide(facts("T18", file=ended(last_day)), at)) is allowed


def test_mcp_60_rsa_that_has_not_begun_does_not_open_a_file():
    future = FileFacts(rsa=(Span(date(2026, 11, 21)),), rights=(Span(date(2026, 11, 21)),))
    assert decide(facts("T18", file=future), NOW).code == "no_recent_rsa"
    assert decide(facts("T20", file=future), NOW).code == "no_recent_rights"


def test_mcp_60_the_number_of_years_is_the_convention_s():
    longer = with_parameters("T18", years=3)
    held = ended(date(2023, 11, 20))
    assert not decide(facts("T18", file=held), NOW)
    assert decide(facts("T18", file=held, profile=longer), NOW)
    assert not decide(facts("T18", file=ended(date(2023, 11, 19)), profile=longer), NOW)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("", "instructor_number_missing"),
        ("   ", "instructor_number_missing"),
        ("12", "instructor_number_invalid"),
        ("34 0012", "instructor_number_invalid"),
        ("numéro", "instructor_number_invalid"),
        ("3" * 16, "instructor_number_invalid"),
        ("34-0012", "allowed"),
        (" 340012 ", "allowed"),
    ],
)
@pytest.mark.parametrize("searched", [False, True])
def test_mcp_60_t4_needs_the_instructor_number_before_any_look_up(number, code, searched):
    asked = facts("T4", instructor_number=number, searched=searched, file=None if not searched else facts("T4").file)
    assert decide(asked, NOW).code == code


def test_mcp_60_the_accepted_number_is_data():
    other = with_parameters("T4", format="A[0-9]{2}")
    assert decide(facts("T4", profile=other, instructor_number="A12"), NOW)
    assert not decide(facts("T4", profile=other, instructor_number="340012"), NOW)


@pytest.mark.parametrize(
    ("on", "allowed"), [(date(2026, 11, 20), True), (date(2026, 11, 21), False), (date(2001, 1, 1), True)]
)
def test_mcp_60_t21_needs_the_trace_of_a_cmg_request(on, allowed):
    assert bool(decide(facts("T21", file=FileFacts(cmg_requests=(on,))), NOW)) is allowed
    assert decide(facts("T21", file=FileFacts()), NOW).code == "no_cmg_request"


@pytest.mark.parametrize(
    ("code", "diplomas", "allowed"),
    [
        ("T1", {"ASS"}, True),
        ("T1", {"CESF", "autre"}, True),
        ("T1", {"ES"}, True),
        ("T1", {"Diplôme d'État d'assistante de service social"}, True),
        ("T1", {"DE éducatrice spécialisée (2012)"}, True),
        ("T1", {"assistante administrative"}, False),
        ("T1", {"BTS ESF"}, False),
        ("T1", set(), False),
        ("T1", {"secrétariat"}, False),
        ("T22", {"CESF"}, True),
        ("T22", {"ES"}, False),
    ],
)
def test_mcp_60_graduated_social_workers_only(code, diplomas, allowed):
    decision = decide(facts(code, reader=Reader(frozenset(diplomas))), NOW)
    assert decision.code == ("allowed" if allowed else "not_graduated")


@pytest.mark.parametrize(
    ("code", "service", "refusal"),
    [
        ("T2", ReaderService("commune", frozenset({"action-sociale-caf"})), None),
        ("T2", ReaderService("commune", frozenset({"cantine-a-un-euro"})), None),
        ("T2", ReaderService("commune", frozenset({"piscine"})), "service_not_subsidised"),
        ("T2", ReaderService("commune"), "service_not_subsidised"),
        ("T18", ReaderService("departement"), None),
        ("T18", ReaderService("commune"), "organisation_not_eligible"),
        ("T19", ReaderService(""), "organisation_not_eligible"),
        ("T15", ReaderService("prestataire-transport-idf"), None),
        ("T15", ReaderService("departement"), "organisation_not_eligible"),
    ],
)
def test_mcp_60_services_and_organisations(code, service, refusal):
    assert decide(facts(code, service=service), NOW).code == (refusal or "allowed")


@pytest.mark.parametrize(
    ("code", "held", "refusal"),
    [
        ("T5", FileFacts(situations=Situations(transferred_from_msa=True)), None),
        ("T5", FileFacts(), "no_rsa_nor_transfer"),
        ("T8", FileFacts(c2s=(Span(TODAY),)), None),
        ("T8", FileFacts(rsa=(Span(TODAY),)), None),
        ("T8", ended(date(2026, 11, 19)), "no_rsa_nor_c2s"),
        ("T9", FileFacts(situations=Situations(under_protection=True)), None),
        ("T9", FileFacts(), "not_protected"),
        ("T10", FileFacts(social_third_party_payment=True), None),
        ("T10", FileFacts(), "not_a_social_tenant"),
        ("T11", FileFacts(situations=Situations(over_indebted=True)), None),
        ("T11", FileFacts(), "not_over_indebted"),
        ("T22", FileFacts(situations=Situations(student=True)), None),
        ("T22", FileFacts(), "not_a_student"),
    ],
)
def test_mcp_60_conditions_on_the_file_inferred_from_the_public_of_the_profile(code, held, refusal):
    assert decide(facts(code, file=held), NOW).code == (refusal or "allowed")


@pytest.mark.parametrize(
    ("code", "changes", "clause"),
    [
        ("T18", {"file": FileFacts()}, BULLETIN),
        ("T21", {"file": FileFacts()}, BULLETIN),
        ("T4", {"instructor_number": ""}, BULLETIN),
        ("T9", {"file": FileFacts()}, Clause.house("MCP-60")),
    ],
)
def test_each_refusal_cites_its_clause_and_says_whom_to_ask(code, changes, clause):
    decision = decide(facts(code, **changes), NOW)
    assert not decision
    assert decision.clause == clause
    assert code in decision.reason
    assert "Claire Fictif-Jaur" in decision.fix or "Caf de Valmont" in decision.fix
    assert "{" not in decision.reason


def test_every_predicate_is_used_by_a_profile():
    used = {condition.code for profile in MATRIX.profiles.values() for condition in profile.conditions}
    assert used == set(PREDICATES)


days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(days, st.integers(1, 10))
def test_years_back_never_lengthen_a_month_and_keep_order(day, years):
    floor = years_before(day, years)
    assert (floor.year, floor.month) == (day.year - years, day.month)
    assert floor.day == day.day or (day.month, day.day, floor.day) == (2, 29, 28)


@given(days, st.integers(0, 200), st.integers(0, 200))
def test_months_back_add_up_on_first_days(day, one, other):
    first = day.replace(day=1)
    assert months_before(months_before(first, one), other) == months_before(first, one + other)


@given(days, st.integers(1, 900), days, st.integers(0, 900))
def test_a_span_touches_a_window_when_they_share_a_day(start, length, first, window):
    span = Span(start, date.fromordinal(start.toordinal() + length))
    last = date.fromordinal(first.toordinal() + window)
    held = set(range(start.toordinal(), start.toordinal() + length))
    asked = set(range(first.toordinal(), last.toordinal() + 1))
    assert span.touches(first, last) is bool(held & asked)
    assert span.contains(first) is (first.toordinal() in held)
    assert span.last.toordinal() == max(held)
