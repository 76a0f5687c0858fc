from __future__ import annotations

import pytest
from django.template import Context, Template, TemplateSyntaxError

from socle.kernel.clause import Clause
from socle.theme.templatetags import theme
from socle.theme.web.samples.forms import refused, unbound


def drawn(form, name: str, **options: object) -> str:
    return str(theme.field(form[name], **options))


def test_a_field_is_tied_to_its_hint_and_its_error():
    html = drawn(refused(), "purpose")

    assert 'aria-describedby="id_erreur-purpose_helptext id_erreur-purpose_error"' in html
    assert 'id="id_erreur-purpose_helptext"' in html
    assert 'id="id_erreur-purpose_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<label class="s-label" for="id_erreur-purpose">' in html


def test_choices_are_a_fieldset_described_as_a_whole():
    html = drawn(refused(), "profile")

    assert '<fieldset aria-describedby="id_erreur-profile_error">' in html
    assert html.count('type="radio"') == 2
    assert "<legend" in html


def test_required_and_optional_are_said_in_words():
    assert "obligatoire" in drawn(unbound(), "person")
    assert "facultatif" in drawn(unbound(), "note")
    assert "obligatoire" not in drawn(unbound(), "person", quiet=True)


def test_a_field_takes_the_hint_and_autocomplete_of_the_page():
    html = drawn(unbound(), "person", hint="Tel qu'écrit sur le bulletin.", autocomplete="name")

    assert "Tel qu&#x27;écrit" in html
    assert 'autocomplete="name"' in html


def test_a_labelled_icon_is_an_image_and_a_bare_one_is_hidden():
    assert 'role="img" aria-label="Verrouillé"' in theme.icon("lock", "Verrouillé")
    assert 'aria-hidden="true"' in theme.icon("lock")


def test_wrap_puts_the_body_inside_the_component():
    html = Template('{% load theme %}{% wrap "card" title="Titre" %}<p>Corps de {{ who }}</p>{% endwrap %}').render(
        Context({"who": "<b>"})
    )

    assert "Titre" in html
    assert "<p>Corps de &lt;b&gt;</p>" in html


def test_wrap_refuses_what_is_not_a_pair():
    with pytest.raises(TemplateSyntaxError, match="clef=valeur"):
        Template('{% load theme %}{% wrap "card" oops %}{% endwrap %}')


@pytest.mark.parametrize(("clause", "ours"), [(Clause.house("MCP-63"), True), ("bulletin CDAP, 2", False)])
def test_a_rule_of_ours_is_told_from_a_clause(clause, ours):
    assert theme.is_house(clause) is ours


@pytest.mark.parametrize(("value", "found"), [({"a": 1}, 1), ({}, ""), ({"a": None}, ""), (object(), "")])
def test_a_missing_part_is_empty(value, found):
    assert theme.part(value, "a") == found
