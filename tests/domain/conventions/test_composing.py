"""The text of a draft, written through forms: what a person answers, and what the format reads (MCP-05, MCP-61)."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from socle.conventions import catalogue
from socle.conventions.domain import composing
from socle.conventions.domain.check import check, load
from socle.conventions.domain.difference import Change, difference
from socle.conventions.domain.entry import (
    Entry,
    answer_of,
    blanks_of,
    choices_of,
    entry_of,
    model_terms,
    open_fields,
    raw_of,
    table_of,
)
from socle.conventions.domain.fields import fields_of, read, write
from socle.conventions.domain.gaps import Subject, gaps, said, step_of, subject_of
from socle.conventions.domain.kinds import KINDS, Seats, Termination
from socle.conventions.domain.signed_text import signed_avenant, signed_convention
from socle.conventions.domain.toml import dump

MODELS = {name: catalogue.read(f"models/{name}") for name in catalogue.models()}
FIELDS = {field.name: field for field in fields_of(Termination)}
TERM = {"id": "gratuite", "kind": "fee", "amount": "0", "clause": "convention, 7", "says": "C'est « gratuit »."}


@pytest.mark.parametrize("slug", catalogue.demonstration())
def test_a_text_written_again_reads_the_same(slug: str) -> None:
    tables = tomllib.loads(catalogue.read(f"demonstration/{slug}"))
    assert tomllib.loads(dump(tables)) == tables


def test_what_toml_cannot_hold_in_a_line_is_escaped() -> None:
    tables = {"a": {"b": 'un « deux » "trois"\n\tquatre \\ \x01'}}
    assert tomllib.loads(dump(tables)) == tables


def test_each_grammar_has_its_way_of_asking() -> None:
    assert entry_of(FIELDS["ground"]) is Entry.ONE_OF
    assert entry_of(FIELDS["date_chosen"]) is Entry.YES_NO
    assert entry_of(FIELDS["delay"]) is Entry.TEXT
    assert ("will", "Volonté d’une partie") in choices_of(FIELDS["ground"])
    kinds = {entry_of(field) for kind in KINDS.values() for field in fields_of(kind)}
    assert kinds == set(Entry)


@pytest.mark.parametrize("slug", catalogue.demonstration())
def test_every_term_goes_through_its_form_unchanged(slug: str) -> None:
    """What a form shows, posted back as it is, reads as the same term: for every kind that the texts use."""
    convention = load(f"demonstration/{slug}", catalogue.read).convention
    assert convention
    for term in convention.terms:
        fields = fields_of(type(term.body))
        answers = {field.name: answer_of(field, write(term.body).get(field.name)) for field in fields}
        again, flaws = read(type(term.body), table_of(fields, answers))
        assert again == term.body, (term.id, flaws)


def test_an_answer_that_the_grammar_refuses_says_what_and_how() -> None:
    fields = fields_of(Seats)
    _, flaws = read(Seats, table_of(fields, {"service": "cdap", "profile": "T2", "max": "douze"}))
    (flaw,) = flaws
    assert flaw.field == "max"
    assert flaw.remedy
    assert raw_of(next(field for field in fields if field.name == "max"), "1 200") == 1200


def test_the_form_asks_only_what_the_model_leaves_open() -> None:
    found = {blank.id: [field.name for field in blank.fields] for blank in blanks_of(MODELS["mon-compte-partenaire"])}
    assert found["sieges-cdap-t2"] == ["max"]
    assert found["mission-tarification"] == ["ticked"]
    assert "duree" not in found
    assert blanks_of("[[") == ()


def test_an_empty_cell_opens_nothing() -> None:
    """MCP-61: a blank cell of the bulletin is not zero, it is not opened."""
    blank = next(one for one in blanks_of(MODELS["mon-compte-partenaire"]) if one.id == "sieges-cdap-t2")
    assert blank.table({"max": ""}) == {"id": "sieges-cdap-t2", "opened": False}
    assert blank.table({"max": "12"}) == {"id": "sieges-cdap-t2", "max": 12}


def test_a_local_convention_is_compared_with_its_model() -> None:
    model = MODELS["mon-compte-partenaire"]
    convention = load("demonstration/saint-aubin-mcp", catalogue.read).convention
    assert convention
    found = {
        change.id: change.change for change in difference(model_terms(model), convention.terms, open_fields(model))
    }
    assert found["sieges-cdap-t2"] is Change.FILLED
    assert found["sieges-cdap-t4"] is Change.FILLED
    assert found["mission-tarification"] is Change.FILLED
    assert found["deliberation-du-conseil-municipal"] is Change.ADDED
    assert "duree" not in found


def test_an_avenant_is_written_term_by_term() -> None:
    text = composing.with_head("", "Gratuité", date(2026, 9, 1))
    text = composing.with_term(text, TERM, of_avenant=True)
    assert composing.written_term(text, "gratuite", of_avenant=True) == TERM
    ended = composing.with_end(text, "gratuite")
    (avenant,) = tomllib.loads(ended)["avenants"]
    assert avenant == {"title": "Gratuité", "effective_on": date(2026, 9, 1), "ends": ["gratuite"]}
    again = composing.with_term(ended, TERM | {"says": "Gratuit."}, of_avenant=True)
    assert "ends" not in composing.head_of(again)
    bare = composing.without_term(again, "gratuite", of_avenant=True)
    assert composing.written_term(bare, "gratuite", of_avenant=True) is None


def test_the_last_signature_is_written_where_the_format_wants_it() -> None:
    """Nothing is back-dated: an effect before the last signature moves to that day."""
    text = composing.with_head("", "Gratuité", date(2026, 9, 1))
    (late,) = tomllib.loads(signed_avenant(text, 2, date(2026, 9, 14)))["avenants"]
    assert (late["number"], late["signed_on"], late["effective_on"]) == (2, date(2026, 9, 14), date(2026, 9, 14))
    (early,) = tomllib.loads(signed_avenant(text, 2, date(2026, 8, 1)))["avenants"]
    assert early["effective_on"] == date(2026, 9, 1)


def test_every_signed_paper_carries_the_last_signature() -> None:
    model = MODELS["mon-compte-partenaire"]
    text = catalogue.read("demonstration/saint-aubin-mcp").replace("signed_on = 2025-10-08\n", "")
    whole = check(text, model).convention
    assert whole
    signed = check(signed_convention(text, whole, date(2025, 10, 8)), model).convention
    assert signed
    papers = {paper.id: paper.signed_on for paper in signed.documents}
    assert papers["bulletin-cdap"] == papers["convention"] == date(2025, 10, 8)
    assert papers["annexe-interlocuteurs"] is None


def test_filling_a_blank_is_no_gap_and_changing_a_number_is_one() -> None:
    model = MODELS["mon-compte-partenaire"]
    terms, blanks = model_terms(model), open_fields(model)
    text = catalogue.read("demonstration/saint-aubin-mcp")
    local = check(text + '\n[[terms]]\nid = "duree"\nlength = "P2Y"\n', model).convention
    assert local
    found = gaps(terms, local.terms, blanks)
    assert found.filled > 20
    assert [change.id for change in found.of(Subject.LIFE)] == ["duree"]
    assert not found.of(Subject.SEATS)
    assert gaps(terms, terms, blanks).counts() == {}


def test_a_colour_is_always_said_in_words() -> None:
    assert [step_of(count) for count in (0, 1, 4, 5, 10)] == [0, 1, 2, 3, 4]
    assert said(0) == "conforme au modèle"
    assert subject_of("inconnue") is Subject.OTHER
