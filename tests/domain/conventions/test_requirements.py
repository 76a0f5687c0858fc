"""Every requirement that is a term is obeyed from the text: changing the term changes what is observed."""

from __future__ import annotations

import pytest

from tests.domain.conventions.requirements import FAMILIES
from tests.domain.conventions.texts import with_term

EVERY_ROW = [(family, row) for family in FAMILIES for row in family.rows]
MARKS = {"ids": lambda family: family.prefix}


@pytest.mark.parametrize(
    ("family", "row"), EVERY_ROW, ids=[f"{row.requirement}-{row.term}-{row.field}" for _, row in EVERY_ROW]
)
def test_changing_the_term_changes_what_is_observed(family, row):
    before = family.convention

    after = with_term(before, row.term, **{row.field: row.value})

    assert row.observe(after) != row.observe(before)


@pytest.mark.parametrize("family", FAMILIES, **MARKS)
def test_every_requirement_has_a_row(family):
    assert {row.requirement for row in family.rows} == family.requirements


@pytest.mark.parametrize("family", FAMILIES, **MARKS)
def test_the_document_lists_every_requirement_and_no_other(family):
    assert set(family.documented()) == family.requirements


@pytest.mark.parametrize("family", FAMILIES, **MARKS)
def test_an_unknown_number_in_the_document_is_seen(family):
    text = family.document.read_text(encoding="utf-8") + f"| {family.prefix}-99 | rien | `duree` | rien |\n"

    assert set(family.documented(text)) - family.requirements == {f"{family.prefix}-99"}


@pytest.mark.parametrize("family", FAMILIES, **MARKS)
def test_the_document_names_the_terms_that_are_proved(family):
    table = family.documented()
    for row in family.rows:
        assert row.term in table[row.requirement], (
            f"{row.requirement} : ajoutez « {row.term} » à {family.document.name}"
        )


@pytest.mark.parametrize("family", FAMILIES, **MARKS)
def test_the_document_names_only_terms_that_exist(family):
    known = {term.id for term in family.convention.terms}
    for number, terms in family.documented().items():
        assert terms <= known, f"{number} : {sorted(terms - known)}"


@pytest.mark.parametrize("family", FAMILIES, **MARKS)
def test_every_term_of_the_model_serves_a_requirement(family):
    cited = set().union(*family.documented().values())

    assert family.model_terms() <= cited, sorted(family.model_terms() - cited)


@pytest.mark.parametrize("family", [family for family in FAMILIES if family.prefix != "MCP"], **MARKS)
def test_every_term_that_the_document_cites_is_proved(family):
    proved = {(row.requirement, row.term) for row in family.rows}
    cited = {(number, term) for number, terms in family.documented().items() for term in terms}

    assert cited <= proved, sorted(cited - proved)
