"""Each term is printed by one paper, in the order of its articles; an avenant says what it changes (MCP-02)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from socle.conventions import catalogue
from socle.conventions.domain.changes import changes
from socle.conventions.domain.check import load
from socle.conventions.domain.convention import Convention
from socle.conventions.domain.paper import articles, home_of, paper
from socle.kernel.clause import Clause


def text_of(name: str) -> Convention:
    read = load(name, catalogue.read).convention
    assert read is not None
    return read


SAINT_AUBIN = text_of("demonstration/saint-aubin-mcp")


@pytest.mark.parametrize(
    ("clause", "key"),
    [
        ("convention, 17.1", "convention"),
        ("contrat de service, 5.3.2", "contrat-de-service"),
        ("contrat de service, annexe 1", "annexe-interlocuteurs"),
        ("contrat de service, annexe 2", "annexe-changement-administrateur"),
        ("bulletin AFAS, 2", "bulletin-afas"),
        ("bulletin CDAP, 2", "bulletin-cdap"),
        ("lettre inconnue, 1", "convention"),
        ("règle de Socle, MCP-63", ""),
    ],
)
def test_a_clause_is_printed_by_the_paper_it_names(clause, key):
    assert home_of(Clause.parse(clause), SAINT_AUBIN.documents) == key


def test_an_annexe_named_alone_is_found_by_its_number():
    text = text_of("demonstration/valmont-independants")

    assert home_of(Clause.parse("annexe 3, X3"), text.documents) == "annexe-referents"


@pytest.mark.parametrize("slug", catalogue.demonstration())
def test_every_term_of_every_family_is_printed_once(slug):
    text = text_of(f"demonstration/{slug}")

    printed = [
        term.id
        for document in text.documents
        for one in [paper(document, text.documents, text.terms)]
        for article in (*one.articles,)
        for term in (*article.terms, *article.purposes, *article.seats)
    ]
    printed += [term.id for term in paper(text.documents[0], text.documents, text.terms).house]
    assert sorted(printed) == sorted(term.id for term in text.terms)


def test_articles_follow_their_numbers():
    numbers = [article.number for article in articles(SAINT_AUBIN.terms)]

    assert numbers.index("en-tête") < numbers.index("2") < numbers.index("9.1") < numbers.index("10.2")
    assert numbers.index("17.1") < numbers.index("annexe 1")


def test_the_forms_and_the_lists_ask_what_the_text_asks():
    """MCP-27: six items, signed by the partner and the newcomer; MCP-28, MCP-53: every role, also in pièce 1."""
    found = {one.id: paper(one, SAINT_AUBIN.documents, SAINT_AUBIN.terms) for one in SAINT_AUBIN.documents}

    (form,) = found["annexe-changement-administrateur"].forms
    assert len(form.items) == 6
    assert [signer.value for signer in form.signed_by] == ["partner", "administrator"]
    assert len(found["annexe-interlocuteurs"].roles) == len(found["afas-piece-1"].roles) == 11
    assert not found["convention"].roles


def test_an_avenant_says_what_it_adds_replaces_and_ends():
    old, other, ended, *_ = SAINT_AUBIN.terms
    written = (replace(old, says="Autrement."), replace(other, id="nouveau"))

    found = changes({term.id: term for term in (old, other, ended)}, written, [ended.id, old.id])

    assert [(one.id, one.says) for one in found] == [
        (old.id, "remplacé"),
        ("nouveau", "ajouté"),
        (ended.id, "supprimé"),
    ]
