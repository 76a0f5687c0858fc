from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socle.kernel.money import Money

cents = st.integers(-(10**12), 10**12)
sums = cents.map(Money.of_cents)


@given(sums)
def test_what_is_written_is_read_back(amount):
    assert Money.parse(str(amount)) == amount
    assert Money.of_cents(amount.cents) == amount


@given(sums, sums, st.integers(-1000, 1000))
def test_arithmetic_is_that_of_cents(one, other, factor):
    assert (one + other).cents == one.cents + other.cents
    assert (one - other).cents == one.cents - other.cents
    assert (one * factor).cents == (factor * one).cents == one.cents * factor
    assert (-one).cents == -one.cents
    assert (one < other) == (one.cents < other.cents)
    assert Money.total([one, other]) == one + other
    assert bool(one) == bool(one.cents)


@given(st.fractions(-(10**6), 10**6, max_denominator=10_000))
def test_rounding_is_half_away_from_zero(exact):
    rounded = Money.rounded(exact)
    gap = abs(Fraction(rounded.cents) - exact * 100)

    assert gap <= Fraction(1, 2)
    assert gap < Fraction(1, 2) or abs(rounded.cents) > abs(exact * 100)
    assert Money.rounded(-exact) == -rounded


@given(sums, st.lists(st.integers(0, 100), min_size=1, max_size=12).filter(any))
def test_a_split_loses_no_cent(amount, weights):
    parts = amount.split(weights)

    assert Money.total(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.cents - Fraction(amount.cents * weight, sum(weights))) < 1


@given(sums, st.integers(0, 366))
def test_a_proration_stays_within_the_whole(amount, part):
    share = amount.prorate(part, 366)

    assert abs(share.cents) <= abs(amount.cents)
    assert abs(share.cents - Fraction(amount.cents * part, 366)) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("text", "euros"),
    [
        ("1 254,00 €", "1254.00"),
        ("1\N{NARROW NO-BREAK SPACE}254,5\N{NO-BREAK SPACE}€ ", "1254.50"),
        ("1254.5", "1254.50"),
        ("-12", "-12.00"),
        ("−0,01€", "-0.01"),
        ("-0", "0.00"),
    ],
)
def test_french_sums_are_read(text, euros):
    assert str(Money.parse(text).euros) == euros


@pytest.mark.parametrize("text", ["", "€", "douze", "1.254", "1,2,3", "12 34", "1e3", "12,345 €"])
def test_an_unreadable_sum_says_how_to_write_it(text):
    with pytest.raises(ValueError, match="écrivez par exemple"):
        Money.parse(text)


def test_a_sum_has_two_decimals():
    assert str(Money(Decimal("-1254.5"))).split() == ["-1", "254,50", "€"]
    for wrong in ("0.001", "NaN", "Infinity"):
        with pytest.raises(ValueError, match="deux décimales"):
            Money(Decimal(wrong))


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (-1, 12), (13, 12)])
def test_a_proration_out_of_bounds_is_refused(part, whole):
    with pytest.raises(ValueError, match="prorata"):
        Money.ZERO.prorate(part, whole)


@pytest.mark.parametrize("weights", [(), (0, 0), (3, -1)])
def test_a_split_without_weight_is_refused(weights):
    with pytest.raises(ValueError, match="répartition"):
        Money.ZERO.split(weights)
