"""MCP-34, DRT-08, ISU-06: each signs their own pledge; a manager records a training; a right waits for what the text says."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from socle.habilitations.domain.attesting import (
    Attested,
    Signature,
    TrainingCase,
    decide_signature,
    decide_training,
    duties_of,
    standing,
)
from socle.habilitations.domain.requirements import met
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import ALLOWED, refuse
from tests.domain.conventions.texts import commune, signed, with_term

AT = datetime(2026, 3, 12, 9, tzinfo=UTC)
CALENDAR = Calendar("34")
PLEDGE, TRAINING, TOLD = (
    next(duty for duty in duties_of(signed("departement-mcp").terms) if duty.code == code)
    for code in ("rsa_control_pledge", "rsa_control_training", "sensibilisation")
)


def stands(duty, *done):
    return met(standing(duty, done, CALENDAR, "Élise"), "Basile", AT)


def done(duty, days=1, version=None):
    return Attested(duty.code, AT - timedelta(days=days), duty.version if version is None else version)


def test_what_a_convention_asks_is_read_from_its_terms():
    assert [duty.code for duty in duties_of(commune().terms)] == ["sensibilisation"]
    assert [duty.is_condition for duty in (PLEDGE, TRAINING, TOLD)] == [True, True, False]
    assert (PLEDGE.concerns("cdap", "T19"), PLEDGE.concerns("cdap", "T18")) == (True, False)
    assert TOLD.concerns("cdap", "T18")


def test_what_is_not_done_is_missing_with_its_clause_and_who_can_mend_it():
    refusal = stands(PLEDGE)
    assert refusal.code == "requirement_missing"
    assert str(refusal.clause) == "convention, 9.2"
    assert "elle-même" in refusal.fix
    assert "Élise" in stands(TRAINING).fix


def test_what_is_done_counts_until_its_end_and_the_latest_one_counts():
    assert stands(PLEDGE, done(PLEDGE, 364))
    assert stands(PLEDGE, done(PLEDGE, 367)).code == "requirement_lapsed"
    assert stands(PLEDGE, done(PLEDGE, 800), done(PLEDGE, 2))
    assert stands(TOLD, done(TOLD, 4000))


def test_another_text_is_another_pledge():
    assert stands(PLEDGE, done(PLEDGE, version="2024-01")).code == "requirement_missing"
    assert stands(TRAINING, done(TRAINING, version="2024-01"))
    assert not stands(PLEDGE, done(TRAINING))


def test_the_term_changes_how_long_it_holds():
    text = with_term(signed("departement-mcp"), "engagement-avant-le-controle-rsa", valid_for="P3Y")
    longer = next(duty for duty in duties_of(text.terms) if duty.code == PLEDGE.code)
    assert stands(longer, done(longer, 800))


SIGNING = Signature(PLEDGE, is_own=True, version=PLEDGE.version, is_read=True)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "allowed"),
        ({"duty": None}, "unknown_duty"),
        ({"duty": TRAINING}, "unknown_duty"),
        ({"is_own": False}, "pledge_of_another"),
        ({"version": "2024-01"}, "other_version"),
        ({"is_read": False}, "pledge_unread"),
    ],
)
def test_a_pledge_is_signed_by_its_own_person_in_the_version_in_force(changes, code):
    assert decide_signature(replace(SIGNING, **changes)).code == code


RECORDING = TrainingCase(
    duty=TRAINING,
    actor_id=UUID(int=1),
    person_id=UUID(int=2),
    may_record=ALLOWED,
    done_on=date(2026, 3, 12),
    today=date(2026, 3, 12),
    proof="feuille d'émargement",
)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "allowed"),
        ({"duty": TOLD}, "allowed"),
        ({"duty": None}, "unknown_duty"),
        ({"duty": PLEDGE}, "unknown_duty"),
        ({"person_id": UUID(int=1)}, "attested_by_oneself"),
        ({"done_on": date(2026, 3, 13)}, "done_later"),
        ({"proof": "  "}, "proof_missing"),
        ({"may_record": refuse("permission_missing", "non")}, "permission_missing"),
    ],
)
def test_a_training_is_recorded_by_another_once_done_with_its_proof(changes, code):
    assert decide_training(replace(RECORDING, **changes)).code == code
