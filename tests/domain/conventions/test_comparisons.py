"""What two terms say of the same thing, and what follows another convention (FSV-02, FSV-03)."""

from __future__ import annotations

from datetime import date

import pytest

from socle.conventions.domain.comparisons import remarks
from socle.conventions.domain.consistency import findings
from socle.conventions.domain.finding import Severity
from tests.domain.conventions.texts import signed, with_term

HOUSE = signed("valmont-france-services")


def warnings(convention):
    return [one.what for one in findings(convention) if one.severity is Severity.WARNING]


def test_the_gap_between_the_act_and_the_convention_is_shown():
    assert any("écart de 310,00" in what and "564,00" in what for what in warnings(HOUSE))


def test_amounts_that_agree_say_nothing():
    agreed = with_term(HOUSE, "ligne-budgetaire", operation="1254.00")

    assert not any("310" in what for what in warnings(agreed))


@pytest.mark.parametrize(
    ("ended", "word"),
    [(date(2025, 3, 15), "un vide"), (date(2025, 4, 10), "un recouvrement"), (date(2025, 3, 31), None), (None, None)],
)
def test_a_convention_follows_the_former_one_without_gap_nor_overlap(ended, word):
    told = [what for what in warnings(with_term(HOUSE, "succession", former_ended_on=ended)) if "sépare" in what]

    assert [what.split(" sépare")[0] for what in told] == ([word] if word else [])


def test_every_comparison_of_the_house_is_told_agreed_or_not():
    told = [(remark.term_id, remark.verdict.value) for remark in remarks(HOUSE.terms)]

    assert told == [
        ("ligne-budgetaire", "differs"),
        ("calcul-de-la-redevance", "agreed"),
        ("calcul-de-la-redevance", "differs"),
        ("permanence-des-travailleurs-sociaux", "allowed"),
        ("succession", "agreed"),
        ("deliberation-du-ccas", "agreed"),
    ]


def test_a_sitting_that_does_not_add_up_is_told():
    short = with_term(HOUSE, "deliberation-du-ccas", votes_for=6)

    assert "6 voix comptées pour 7 voix possibles" in [remark.says for remark in remarks(short.terms)]


def test_a_text_without_anything_to_compare_says_nothing():
    assert remarks(signed("valmont-independants").terms) == ()
