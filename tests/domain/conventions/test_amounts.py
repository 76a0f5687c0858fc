"""Stated amounts beside recomputed ones, to the cent, by hand (FSV-02, FSV-06, FSV-08)."""

from __future__ import annotations

from decimal import Decimal

from socle.conventions.domain.amounts import compared, computed, reduction_decision
from socle.conventions.domain.kinds.fee_formula import FeeFormula
from socle.conventions.domain.kinds.reduced_presence import Cause
from socle.conventions.domain.types import AmountText, DecimalText, TermId
from tests.domain.conventions.texts import body, signed, with_term

HOUSE = signed("valmont-france-services")
FORMULA = body(HOUSE, "calcul-de-la-redevance")


def test_the_flat_price_is_the_one_of_the_text():
    """209 × 15 × 2/5 = 1 254.00; with the room's 15.64 m² it would be 1 307.504."""
    assert computed(FORMULA).euros == Decimal("1254.00")
    assert computed(FORMULA, "15.64").euros == Decimal("1307.50")


def test_a_third_of_a_cent_is_rounded_once():
    """100 × 1 × 1/3 = 33.333…"""
    third = FeeFormula(TermId("prix"), AmountText("100.00"), DecimalText("1"), days=1, week=3)

    assert computed(third).euros == Decimal("33.33")


def test_a_blank_input_computes_nothing():
    assert computed(FeeFormula(TermId("prix"))) is None


def test_every_pair_of_amounts_is_shown_with_its_gap():
    gaps = [(item.term_id, item.gap.euros) for item in compared(HOUSE.terms)]

    assert gaps == [
        ("ligne-budgetaire", Decimal("310.00")),
        ("calcul-de-la-redevance", Decimal("0.00")),
        ("calcul-de-la-redevance", Decimal("53.50")),
    ]


def test_nothing_is_compared_while_the_price_is_blank():
    assert compared(with_term(HOUSE, "redevance", amount=None).terms) == ()


def test_an_unwritten_cause_does_not_reduce_the_presence():
    decision = reduction_decision(with_term(HOUSE, "presence-reduite", causes=()).terms, Cause.HIGH_ABSENCE)

    assert not decision
    assert str(decision.clause) == "convention, 2"
    assert reduction_decision(HOUSE.terms, Cause.HIGH_ABSENCE)
