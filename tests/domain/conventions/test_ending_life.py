"""The life of a termination, step by step, and what registered letters prove (MCP-04)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from socle.conventions.domain.ending.lifecycle import (
    LIFECYCLE,
    TerminationCase,
    TerminationState,
    current,
)
from socle.conventions.domain.letters import Event, Happened, latest, may_record, proved

AT = datetime(2026, 3, 20, 12, tzinfo=UTC)
S = TerminationState
SENT, PRESENTED, RECEIVED = Happened.SENT, Happened.PRESENTED, Happened.RECEIVED
CASES = {
    "date": TerminationCase(True, AT),
    "agree": TerminationCase(False, AT, is_agreement=True),
    "mend": TerminationCase(True, AT, AT + timedelta(seconds=1), may_be_mended=True, reason="réparé"),
    "withdraw": TerminationCase(True, AT, reason="un autre choix"),
}
ALLOWED = {
    ("date", S.ANNOUNCED),
    ("date", S.RUNNING),
    ("agree", S.ANNOUNCED),
    ("mend", S.ANNOUNCED),
    ("mend", S.RUNNING),
    ("withdraw", S.ANNOUNCED),
    ("withdraw", S.RUNNING),
}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("step", ["date", "agree", "mend", "withdraw"])
@pytest.mark.parametrize("role", ["principal", "suppleant", "caisse_admin", "caisse_supervisor", "delegate"])
def test_each_step_in_each_state_by_each_role(step, state, role):
    may = (step, state) in ALLOWED and role in {"principal", "suppleant", "caisse_admin"}

    assert bool(LIFECYCLE.decide(step, state, role, CASES[step])) is may


@pytest.mark.parametrize(
    ("step", "case", "code"),
    [
        ("date", TerminationCase(True, AT, has_effect=False), "no_effect_yet"),
        ("agree", TerminationCase(False, AT), "not_an_agreement"),
        ("agree", TerminationCase(False, AT, is_agreement=True, has_agreed=True), "already_agreed"),
        ("mend", TerminationCase(True, AT, reason="r"), "nothing_to_mend"),
        ("mend", TerminationCase(False, AT, may_be_mended=True, reason="r"), "not_the_author"),
        ("mend", TerminationCase(True, AT, AT, may_be_mended=True, reason="r"), "mended_too_late"),
        ("mend", TerminationCase(True, AT, may_be_mended=True), "reason_missing"),
        ("withdraw", TerminationCase(False, AT, reason="r"), "not_the_author"),
        ("withdraw", TerminationCase(True, AT, reason=" "), "reason_missing"),
    ],
)
def test_a_guard_refuses_with_its_sentence(step, case, code):
    decision = LIFECYCLE.decide(step, S.ANNOUNCED, "principal", case)

    assert (decision.code, bool(decision.fix)) == (code, True)


def test_the_end_is_read_by_the_clock_at_the_instant_of_effect():
    assert current("running", AT, AT - timedelta(seconds=1)) is S.RUNNING
    assert current("running", AT, AT) is S.ENDED
    assert current("running", None, AT) is S.RUNNING
    assert current("mended", AT, AT) is S.MENDED


def _event(what, day, rank=1, evidence="avis", reason=""):
    return Event(what, date(2026, 3, day), rank, evidence, reason)


def _letter(**days):
    return {Happened(what): _event(Happened(what), day) for what, day in days.items()}


def test_the_last_correction_holds():
    found = latest([_event(RECEIVED, 18, 2, reason="mal lu"), _event(RECEIVED, 16), _event(SENT, 12)])

    assert (found[RECEIVED].on.day, found[SENT].on.day) == (18, 12)


@pytest.mark.parametrize(
    ("event", "known", "code"),
    [
        (_event(RECEIVED, 16), {}, "allowed"),
        (_event(RECEIVED, 16), _letter(sent=12), "allowed"),
        (_event(RECEIVED, 16, evidence=""), {}, "evidence_missing"),
        (_event(RECEIVED, 31), {}, "date_to_come"),
        (_event(RECEIVED, 10), _letter(sent=12), "dates_out_of_order"),
        (_event(SENT, 17), _letter(received=16), "dates_out_of_order"),
        (_event(RECEIVED, 18), _letter(received=16), "reason_missing"),
        (_event(RECEIVED, 18, reason="mal lu"), _letter(received=16), "allowed"),
    ],
)
def test_a_date_needs_its_evidence_and_its_order(event, known, code):
    assert may_record(event, known, date(2026, 3, 20)).code == code


@pytest.mark.parametrize(
    ("letters", "recipients", "days"),
    [
        ([], 1, (None, None, None)),
        ([_letter(sent=12)], 1, (12, None, None)),
        ([_letter(sent=12, received=16)], 1, (12, None, 16)),
        ([_letter(sent=12, presented=14)], 1, (12, 14, None)),
        # One letter of two: nothing is proved for the other party.
        ([_letter(sent=12, received=16)], 2, (None, None, None)),
        ([_letter(sent=12, received=16), _letter(sent=13)], 2, (13, None, None)),
        ([_letter(sent=12, received=16), _letter(sent=13, received=15)], 2, (13, None, 16)),
        # The last party never fetched its letter: its first presentation counts.
        ([_letter(sent=12, received=16), _letter(sent=13, presented=17)], 2, (13, 17, None)),
    ],
)
def test_what_the_letters_prove_for_every_party(letters, recipients, days):
    found = proved(letters, recipients)

    assert tuple(day.day if day else None for day in (found.sent, found.presented, found.received)) == days
