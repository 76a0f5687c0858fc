"""Every MCP requirement that is a term is obeyed from the text: changing the term changes what is observed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.domain.conventions.requirements import ROWS
from tests.domain.conventions.texts import checked, commune, with_term

DOCUMENT = Path(__file__).parents[3] / "docs" / "exigences-mcp.md"
NUMBERS = (*range(1, 14), *range(20, 30), *range(30, 36), *range(40, 43), *range(50, 54), *range(60, 64))
REQUIREMENTS = frozenset(f"MCP-{number:02}" for number in NUMBERS)
LINE = re.compile(r"^\| (MCP-\d\d) \|(.*?)\|(.*?)\|(.*?)\|$", re.MULTILINE)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.requirement}-{row.term}-{row.field}")
def test_changing_the_term_changes_what_is_observed(row):
    before = commune()

    after = with_term(before, row.term, **{row.field: row.value})

    assert row.observe(after) != row.observe(before)


def test_every_requirement_has_a_row():
    assert {row.requirement for row in ROWS} == REQUIREMENTS


def documented(text: str | None = None) -> dict[str, set[str]]:
    found = LINE.findall(text or DOCUMENT.read_text(encoding="utf-8"))
    return {number: set(re.findall(r"`([a-z0-9-]+)`", terms)) for number, _, terms, _ in found}


def test_the_document_lists_every_requirement_and_no_other():
    assert set(documented()) == REQUIREMENTS


def test_an_unknown_number_in_the_document_is_seen():
    text = DOCUMENT.read_text(encoding="utf-8") + "| MCP-99 | rien | `numero` | rien |\n"

    assert set(documented(text)) - REQUIREMENTS == {"MCP-99"}


def test_the_document_names_the_terms_that_are_proved():
    table = documented()
    for row in ROWS:
        assert row.term in table[row.requirement], f"{row.requirement} : ajoutez « {row.term} » à {DOCUMENT.name}"


def test_the_document_names_only_terms_that_exist():
    known = {term.id for term in commune().terms}
    for number, terms in documented().items():
        assert terms <= known, f"{number} : {sorted(terms - known)}"


def test_every_term_of_the_model_serves_a_requirement():
    model = checked("models/mon-compte-partenaire").convention
    cited = set().union(*documented().values())

    assert model is not None
    assert {term.id for term in model.terms} <= cited
