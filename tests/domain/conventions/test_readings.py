"""A reading precises a delay, its start or a meaning, once all agree (DRT-04, FSV-13, URS-13)."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from socle.conventions.domain.kinds import Deadline, Interpretation, Termination
from socle.conventions.domain.open_points import PointKind, open_points
from socle.conventions.domain.readings import (
    AUTHOR,
    LIFECYCLE,
    OWNER,
    PARTY,
    Proposal,
    ReadingCase,
    ReadingState,
    meanings,
    precisable,
    settled_terms,
    targets,
    well_proposed,
)
from tests.domain.conventions.texts import body, signed

DAY = date(2026, 11, 20)
A, B, C = uuid4(), uuid4(), uuid4()


def point_of(text, key):
    return next(point for point in open_points(text.terms) if point.term_id == key)


def test_a_start_left_unsaid_is_precised_in_the_term_it_is_about():
    """FSV-13: the start of the notice, sending or receipt."""
    text = signed("valmont-france-services")
    point = next(one for one in open_points(text.terms) if one.kind is PointKind.READING and "préavis" in one.question)
    (target,) = targets(point, text.terms)
    assert isinstance(target.body, Termination)
    terms, flaws = settled_terms(
        Proposal(point.term_id, "Il part de l'envoi.", "", target.id, {"starts": "sending"}), point, text.terms, DAY
    )
    assert not flaws
    reading, precised = terms
    assert reading.body.agreed_on == DAY
    assert precised.body.starts == "sending"
    assert body(text, target.id).starts == "receipt"
    assert "lecture convenue le 20/11/2026" in precised.says


def test_a_contradiction_is_settled_by_a_dated_reading_of_its_own():
    """FSV-13: before the wished end, or before the anniversary."""
    text = signed("valmont-france-services")
    point = next(one for one in open_points(text.terms) if one.kind is PointKind.CONFLICT and meanings(one, text.terms))
    codes = [code for code, _ in meanings(point, text.terms)]
    assert codes == ["wished_end", "anniversary"]
    (reading,), _ = settled_terms(Proposal(point.term_id, "Avant la fin.", "wished_end"), point, text.terms, DAY)
    assert reading.id == f"lecture-{point.term_id}"
    assert (reading.body.about, reading.body.chosen, reading.clause) == (point.term_id, "wished_end", point.clause)
    assert point.term_id not in {one.term_id for one in open_points((*text.terms, reading))}


def test_three_parties_are_asked_what_becomes_of_the_two_others():
    """URS-13: asked, not guessed."""
    text = signed("valmont-independants")
    point = next(one for one in open_points(text.terms) if meanings(one, text.terms))
    assert {code for code, _ in meanings(point, text.terms)} == {"ends_for_all", "goes_on_between_others"}


def test_only_delays_and_their_start_are_precised():
    assert {field.name for field in precisable(Termination.kind)} == {"delay", "starts"}
    assert {field.name for field in precisable(Deadline.kind)} >= {"within", "starts"}
    assert not {field.name for field in precisable(Interpretation.kind)}


@pytest.mark.parametrize(
    ("proposal", "meant", "code"),
    [
        (Proposal("x", "Une lecture."), (), "allowed"),
        (Proposal("x", " "), (), "reading_blank"),
        (Proposal("x", "Une lecture."), ("wished_end",), "meaning_missing"),
        (Proposal("x", "Une lecture.", "wished_end"), ("wished_end",), "allowed"),
    ],
)
def test_a_proposal_is_written_and_chooses(proposal, meant, code):
    text = signed("valmont-france-services")
    assert well_proposed(proposal, open_points(text.terms)[0], meant).code == code
    assert well_proposed(proposal, None, meant).code == "point_settled"


def test_a_delay_that_cannot_be_read_is_told_and_nothing_is_written():
    text = signed("valmont-france-services")
    point = next(one for one in open_points(text.terms) if one.kind is PointKind.READING and "préavis" in one.question)
    (target,) = targets(point, text.terms)
    terms, flaws = settled_terms(
        Proposal(point.term_id, "Lu.", "", target.id, {"delay": "bientôt"}), point, text.terms, DAY
    )
    assert terms == ()
    assert flaws[0].field == "delay"
    assert settled_terms(Proposal(point.term_id, "Lu.", "", "inconnu"), point, text.terms, DAY)[1]


@pytest.mark.parametrize(
    ("step", "roles", "case", "code"),
    [
        ("agree", {PARTY}, ReadingCase(frozenset({A, B}), frozenset({A}), B), "allowed"),
        ("agree", {PARTY}, ReadingCase(frozenset({A, B}), frozenset({A, B}), B), "reading_already_agreed"),
        ("agree", {AUTHOR}, ReadingCase(frozenset({A, B}), frozenset({A}), A), "wrong_role"),
        ("decline", {PARTY}, ReadingCase(frozenset({A, B}), frozenset({A}), B), "reason_missing"),
        ("decline", {PARTY}, ReadingCase(frozenset({A, B}), frozenset({A}), B, "Non."), "allowed"),
        ("withdraw", {AUTHOR}, ReadingCase(frozenset({A, B}), frozenset({A}), A), "allowed"),
        ("settle", {OWNER}, ReadingCase(frozenset({A, B, C}), frozenset({A, B}), A), "reading_not_agreed"),
        ("settle", {OWNER}, ReadingCase(frozenset({A, B}), frozenset({A, B}), A), "allowed"),
        ("settle", {PARTY}, ReadingCase(frozenset({A, B}), frozenset({A, B}), B), "wrong_role"),
    ],
)
def test_all_agree_then_the_caisse_consigns(step, roles, case, code):
    assert LIFECYCLE.decide(step, ReadingState.PROPOSED, roles, case).code == code
    assert not LIFECYCLE.decide(step, ReadingState.SETTLED, roles, case)
