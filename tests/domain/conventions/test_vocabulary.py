"""No code of a text reaches a page, a duty or a refusal: each has its French (style: plain words)."""

from __future__ import annotations

import re

from socle.conventions import catalogue
from socle.conventions.domain.fields import fields_of
from socle.conventions.domain.grammar import SIMPLE
from socle.conventions.domain.rules.papers import missing_items
from socle.conventions.domain.types import Code
from socle.conventions.domain.vocabulary import WORDS, word, words
from tests.domain.conventions.texts import checked, commune

NAMES = {"code", "line", "task"}
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b")
OF_CODE = (SIMPLE[Code].name, "une liste (code)")


def texts():
    yield from (checked(f"models/{name}").convention for name in catalogue.models())
    yield from (checked(f"demonstration/{slug}").convention for slug in catalogue.demonstration())


def terms():
    return [term for text in texts() for term in (*text.terms, *(one for act in text.avenants for one in act.terms))]


def codes_of(body):
    """Codes that a term carries, but those that name the term itself: the page shows these as identifiers."""
    for field in fields_of(type(body)):
        if field.grammar.name in OF_CODE and field.name not in NAMES:
            value = getattr(body, field.name)
            yield from value if isinstance(value, tuple) else filter(None, (value,))


def test_every_code_of_the_catalogue_has_its_french():
    without = {code for term in terms() for code in codes_of(term.body)} - set(WORDS)

    assert without == set()


def test_no_word_waits_for_a_text():
    used = {code for term in terms() for code in codes_of(term.body)}

    assert set(WORDS) - used == set()


def test_what_is_owed_reads_without_any_code():
    for term in terms():
        for duty in term.body.owed():
            assert not CODE.search(f"{duty.what} {duty.proof}"), (term.id, duty)


def test_a_refusal_names_what_is_missing_in_french():
    reason = missing_items(commune().terms, "provider_notice", ("providers",)).reason

    assert "lieu des bases de données" in reason
    assert not CODE.search(reason)


def test_a_code_of_ones_own_reads_with_spaces():
    assert word("numero_de_dossier") == "numero de dossier"
    assert words(("date", "own_code")) == "date et own code"
