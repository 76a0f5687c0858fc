"""Whose turn it is, whose hand may sign, when a paper is complete: pure rules (MCP-01, FSV-01)."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from socle.conventions.domain.signing_round import (
    LIFECYCLE,
    Case,
    Expected,
    Hand,
    Mandate,
    Place,
    RoundState,
    Signing,
    hand_of,
    next_ones,
    signs_as,
    state_of,
)

DAY = date(2026, 3, 12)
A, B, C = (
    Expected(uuid4(), 0, "Bertrand Lacaze", "directeur"),
    Expected(uuid4(), 1, "Élise Fabrègue", "présidente"),
    Expected(uuid4(), 2, "Estelle Caumont", "directrice"),
)
ALL = (C, A, B)


def case(state: RoundState = RoundState.OPEN, *, is_turn: bool = True, **said: object) -> Case:
    return Case(state, is_turn, DAY, **said)  # type: ignore[arg-type]


def test_the_order_gives_one_turn_and_its_absence_all_of_them():
    assert next_ones(ALL, {}, is_ordered=True) == (A,)
    assert next_ones(ALL, {A.party: Signing.SIGNED}, is_ordered=True) == (B,)
    assert next_ones(ALL, {A.party: Signing.SIGNED}, is_ordered=False) == (B, C)


@pytest.mark.parametrize(
    ("done", "state"),
    [
        ({}, RoundState.OPEN),
        ({A.party: Signing.SIGNED, B.party: Signing.ON_PAPER}, RoundState.OPEN),
        ({A.party: Signing.SIGNED, B.party: Signing.ON_PAPER, C.party: Signing.SIGNED}, RoundState.COMPLETE),
        ({A.party: Signing.SIGNED, B.party: Signing.REFUSED}, RoundState.REFUSED),
        ({A.party: Signing.CANCELLED}, RoundState.CANCELLED),
    ],
)
def test_the_paper_is_what_its_signatories_make_of_it(done, state):
    assert state_of(ALL, done) is state


@pytest.mark.parametrize(
    ("party", "name", "function", "allowed"),
    [
        (B.party, "Élise Fabrègue", "présidente", True),
        (B.party, "ELISE  FABREGUE", "Presidente", True),
        (B.party, "Élise Fabrègue", "agente d'accueil", False),
        (B.party, "Élise Fabre", "présidente", False),
        (A.party, "Élise Fabrègue", "présidente", False),
        (B.party, "", "", False),
    ],
)
def test_the_hand_is_the_representative_of_that_party(party, name, function, allowed):
    assert bool(hand_of(B, Hand(uuid4(), party, name, function), DAY)) is allowed


@pytest.mark.parametrize(
    ("since", "until", "allowed"),
    [
        (date(2026, 3, 12), date(2026, 3, 12), True),
        (date(2026, 3, 13), date(2026, 4, 1), False),
        (date(2026, 1, 1), date(2026, 3, 11), False),
    ],
)
def test_a_delegation_holds_both_its_days_included(since, until, allowed):
    person = uuid4()
    hand = Hand(person, B.party, "Louise Verne", "adjointe", (Mandate(person, "adjointe", "arrêté 12", since, until),))

    assert bool(hand_of(B, hand, DAY)) is allowed
    if allowed:
        assert signs_as(B, hand, DAY) == "adjointe, par délégation de Élise Fabrègue (arrêté 12)"


def test_the_delegation_of_somebody_else_gives_nothing():
    mandate = Mandate(uuid4(), "adjointe", "arrêté 12", date(2026, 1, 1), date(2026, 12, 31))

    assert not hand_of(B, Hand(uuid4(), B.party, "Louise Verne", "adjointe", (mandate,)), DAY)


@pytest.mark.parametrize(
    ("step", "place", "given", "code"),
    [
        ("sign", Place.PARTY, case(), "allowed"),
        ("sign", Place.OPENER, case(), "wrong_role"),
        ("sign", Place.PARTY, case(is_turn=False), "signing_not_your_turn"),
        ("sign", Place.PARTY, case(RoundState.REFUSED), "signing_not_open"),
        ("refuse", Place.PARTY, case(is_turn=False, reason="non conforme"), "allowed"),
        ("refuse", Place.PARTY, case(reason="  "), "signing_reason_missing"),
        ("record_paper", Place.OPENER, case(signed_on=DAY, has_scan=True), "allowed"),
        ("record_paper", Place.OPENER, case(signed_on=DAY), "signing_scan_missing"),
        ("record_paper", Place.PARTY, case(signed_on=date(2026, 3, 13), has_scan=True), "signing_day_to_come"),
        ("cancel", Place.OPENER, case(reason="erreur"), "allowed"),
        ("cancel", Place.PARTY, case(reason="erreur"), "wrong_role"),
    ],
)
def test_each_step_has_its_place_and_its_guard(step, place, given, code):
    assert LIFECYCLE.decide(step, Signing.EXPECTED, place, given).code == code


@pytest.mark.parametrize("state", [Signing.SIGNED, Signing.ON_PAPER, Signing.REFUSED, Signing.CANCELLED])
def test_a_signatory_answers_once(state):
    for step in LIFECYCLE.steps:
        assert LIFECYCLE.decide(step, state, tuple(Place), case()).code == "wrong_state"
