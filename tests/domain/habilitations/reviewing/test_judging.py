"""Who judges which line, and what each answer needs (MCP-20, MCP-22, MCP-26)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from socle.habilitations.domain.reviewing.judging import (
    Breadth,
    Judgement,
    JudgingCase,
    Verdict,
    decide_judgement,
    is_narrower,
    is_wide,
    may_close,
)
from socle.kernel.decision import ALLOWED, refuse

CASE = JudgingCase(
    is_open=True,
    is_for_caisse=False,
    is_risky=False,
    managing=ALLOWED,
    today=date(2026, 11, 20),
    narrower=frozenset({"T3"}),
)
END = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("verdict", [Verdict.KEEP, Verdict.REMOVE, Verdict.DOUBTFUL])
def test_an_ordinary_line_takes_each_answer(verdict):
    assert decide_judgement(CASE, Judgement(verdict))


@pytest.mark.parametrize(
    ("case", "wanted", "code"),
    [
        (replace(CASE, is_open=False), Judgement("keep"), "review_closed"),
        (replace(CASE, is_for_caisse=True), Judgement("remove"), "review_for_caisse"),
        (replace(CASE, managing=refuse("to_oneself", "non")), Judgement("keep"), "to_oneself"),
        (CASE, Judgement("peut-être"), "review_unknown_verdict"),
        (CASE, Judgement(""), "review_unknown_verdict"),
        (replace(CASE, is_risky=True), Judgement("keep"), "review_reason_missing"),
        (CASE, Judgement("reduce"), "review_reduction_missing"),
        (CASE, Judgement("reduce", profile="T1"), "review_not_narrower"),
        (CASE, Judgement("reduce", ends_on=date(2026, 11, 19)), "review_end_past"),
        (replace(CASE, valid_to=END), Judgement("reduce", ends_on=date(2027, 2, 1)), "review_end_past"),
    ],
)
def test_an_answer_that_lacks_something_says_what(case, wanted, code):
    refused = decide_judgement(case, wanted)
    assert refused.code == code
    assert refused.reason


def test_a_risky_right_is_kept_with_a_reason_and_removed_without():
    risky = replace(CASE, is_risky=True)
    assert decide_judgement(risky, Judgement("keep", "remplace une collègue jusqu'en mars"))
    assert decide_judgement(risky, Judgement("remove"))


def test_a_reduction_is_an_earlier_end_or_a_narrower_profile():
    assert decide_judgement(CASE, Judgement("reduce", ends_on=date(2026, 11, 20)))
    assert decide_judgement(replace(CASE, valid_to=END), Judgement("reduce", ends_on=date(2026, 12, 30)))
    assert decide_judgement(CASE, Judgement("reduce", profile="T3"))


WIDE = Breadth("T2", frozenset(), frozenset(), frozenset({"tarif", "aide"}))


def test_a_narrower_profile_allows_nothing_more():
    assert is_narrower(replace(WIDE, code="T3", purposes=frozenset({"tarif"})), WIDE)
    assert is_narrower(replace(WIDE, code="T4", predicates=frozenset({"rsa"})), WIDE)
    assert not is_narrower(replace(WIDE, code="T5", predicates=frozenset({"rsa"}), purposes=frozenset({"rsa"})), WIDE)
    assert not is_narrower(replace(WIDE, code="T6"), WIDE)
    assert is_wide(WIDE, {"T4": replace(WIDE, predicates=frozenset({"rsa"}))})
    assert not is_wide(WIDE, {"T2": WIDE})


def test_a_review_closes_once_every_line_has_an_answer():
    assert may_close(0)
    assert "Il reste 2 lignes" in may_close(2).reason
    assert "1 ligne sans" in may_close(1).reason
