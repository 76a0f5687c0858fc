"""A text is refused with the line of what is wrong and the remedy; each broken file says what it expects on line 1."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from socle.conventions import catalogue
from socle.conventions.domain.check import check, load, model_named
from socle.conventions.domain.finding import Severity
from tests.domain.conventions.texts import checked

HERE = Path(__file__).parent
BROKEN = sorted((HERE / "broken").glob("*.toml"))
EXPECTED = re.compile(r"# attendu : (\w+) \| ligne (\d+) \| (.+) \| (.+)")
CLOSED_T22 = """[[terms]]
id = "sieges-cdap-t22"
opened = false
says = "Le profil T22 n'est pas ouvert : sa case est vide au bulletin."
"""
SOUND = (HERE / "sound.toml").read_text(encoding="utf-8")


def test_the_smallest_sound_text_has_nothing_to_say():
    found = check(SOUND)

    assert found.is_sound
    assert found.findings == ()


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_text_says_its_line_and_its_remedy(path):
    text = path.read_text(encoding="utf-8")
    severity, line, what, remedy = EXPECTED.match(text).groups()

    found = check(text)

    told = [
        (finding.severity.value, finding.line)
        for finding in found.findings
        if what in finding.what and remedy in finding.remedy
    ]
    assert told == [(severity, int(line))], [str(finding) for finding in found.findings]
    assert found.is_sound == (severity != "error")


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_one_fault_gives_few_findings(path):
    assert len(check(path.read_text(encoding="utf-8")).findings) <= 2


def test_a_text_without_a_head_is_refused():
    found = check("[[terms]]\n")

    assert not found.is_sound
    assert "Commencez le fichier par « [convention] »" in found.findings[0].remedy


def test_every_text_of_the_catalogue_is_sound():
    for name in catalogue.models():
        assert checked(f"models/{name}").is_sound
    for name in catalogue.demonstration():
        assert checked(f"demonstration/{name}").is_sound


def test_a_blank_of_the_model_is_refused_where_the_model_writes_it():
    text = catalogue.read("demonstration/saint-aubin-mcp").replace("max = 12\n", "")

    found = check(text, catalogue.read("models/mon-compte-partenaire"))

    (error,) = found.errors
    assert error.term == "sieges-cdap-t2"
    assert text.splitlines()[error.line - 1] == "[[terms]]"
    assert text.splitlines()[error.line] == 'id = "sieges-cdap-t2"'
    assert "« opened = false »" in error.remedy


def test_a_blank_left_to_the_model_is_told_at_the_line_of_the_model():
    text = catalogue.read("demonstration/saint-aubin-mcp")
    model = catalogue.read("models/mon-compte-partenaire")
    short = text.replace(CLOSED_T22, "")

    (error,) = check(short, model).errors

    assert (error.source, error.term) == ("model", "sieges-cdap-t22")
    assert model.splitlines()[error.line] == 'id = "sieges-cdap-t22"'


def test_a_convention_keeps_the_order_of_its_model():
    model = checked("models/mon-compte-partenaire").convention
    commune = checked("demonstration/saint-aubin-mcp").convention

    order = [term.id for term in model.terms]

    assert [term.id for term in commune.terms][: len(order)] == order


def test_a_broken_model_is_told_as_the_models_fault():
    found = check(SOUND, "[model")

    assert [(finding.source, finding.line) for finding in found.findings] == [("model", 1)]


def test_the_named_model_is_found_before_the_check():
    assert model_named(catalogue.read("demonstration/departement-mcp")) == "mon-compte-partenaire"
    assert model_named("[model]\n") is None
    assert model_named("= 1") is None


def test_load_asks_for_the_model_that_the_text_names():
    asked = []

    def read(name):
        asked.append(name)
        return catalogue.read(name)

    load("demonstration/pajemploi-mcp", read)

    assert asked == ["demonstration/pajemploi-mcp", "models/mon-compte-partenaire"]


def test_findings_read_as_sentences():
    found = check(SOUND.replace("max = 12\n", ""))

    assert str(found.findings[0]).startswith("erreur, ligne 70, terme « sieges-t2 » : le nombre de sièges")
    assert found.findings[0].severity is Severity.ERROR
