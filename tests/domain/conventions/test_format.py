"""The format: one grammar per type of field, a schema and a reference drawn from the kinds."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import make_dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from socle.conventions import catalogue
from socle.conventions.domain import types
from socle.conventions.domain.body import Body
from socle.conventions.domain.check import check
from socle.conventions.domain.fields import fields_of, read
from socle.conventions.domain.grammar import Wrong, grammar_of
from socle.conventions.domain.kinds import KINDS, Seats
from socle.conventions.domain.kinds.seats import Counted
from socle.conventions.domain.schema import generated, schema
from socle.conventions.domain.terms import body_json, body_of
from socle.conventions.domain.types import ProfileCode, ServiceCode, listed
from socle.conventions.domain.words import Day, Level
from tests.domain.conventions.texts import checked, signed

ROOT = Path(__file__).parents[3]
REFUSED = [
    (str, 3),
    (str, "  "),
    (int, "douze"),
    (int, True),
    (int, -1),
    (bool, "oui"),
    (date, "hier"),
    (types.DelayText, "P0M"),
    (types.DelayText, "six lunes"),
    (types.HoursText, "16:00-14:00"),
    (types.TimeText, "25:00"),
    (types.AmountText, "12,50"),
    (types.CtesText, "034-1-2"),
    (types.ClauseText, "convention"),
    (types.SiretText, "12345678901234"),
    (types.ProfileCode, "t2"),
    (types.TermId, "Sièges"),
    (Day, "lundi"),
    (Day, 1),
    (tuple[Day, ...], "monday"),
    (tuple[Day, ...], ["monday", "monday"]),
    (tuple[Day, ...], ["monday", "lundi"]),
]


@pytest.mark.parametrize(("kind", "raw"), REFUSED)
def test_a_wrong_value_says_what_to_write(kind, raw):
    with pytest.raises(Wrong) as refused:
        grammar_of(kind).read(raw)

    assert refused.value.what
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (str, " a ", "a"),
        (date, date(2026, 1, 2), date(2026, 1, 2)),
        (date, "2026-01-02", date(2026, 1, 2)),
        (types.ProfileCode, "*", "*"),
        (types.TerritoryCode, "2A", "2A"),
        (types.DelayText, "10 jours ouvrés", "10 jours ouvrés"),
        (tuple[Day, ...], ["monday"], (Day.MONDAY,)),
        (int | None, 3, 3),
    ],
)
def test_a_right_value_is_read(kind, raw, value):
    assert grammar_of(kind).read(raw) == value


def test_an_instant_is_not_a_day():
    with pytest.raises(Wrong):
        grammar_of(date).read(datetime(2026, 1, 2))


def test_a_type_without_grammar_is_a_developers_error():
    with pytest.raises(TypeError):
        grammar_of(dict)
    with pytest.raises(TypeError):
        fields_of(dict)


@given(
    st.builds(
        Seats,
        st.just(ServiceCode("cdap")),
        st.just(ProfileCode("T2")),
        st.sampled_from(Level),
        st.sampled_from(Counted),
        st.booleans(),
        st.none() | st.integers(0, 500),
    )
)
def test_a_body_written_as_json_reads_back_the_same(body):
    stored = json.loads(json.dumps(body_json(body)))

    assert body_of("seats", stored) == body


def test_every_term_of_the_catalogue_reads_back_from_json():
    for term in (term for slug in catalogue.demonstration() for term in signed(slug).terms):
        assert body_of(term.kind, json.loads(json.dumps(body_json(term.body)))) == term.body


def test_every_kind_has_its_words_and_a_meaning_for_each_field():
    for code, kind in KINDS.items():
        assert kind.kind == code
        assert kind.title[0].isupper()
        assert kind.obliges.endswith(".")
        assert kind.__doc__
        assert all(field.says for field in fields_of(kind)), code


def test_a_kind_is_at_least_its_title():
    assert Body.sentence(Seats(ServiceCode("cdap"), ProfileCode("T2"))) == "Sièges"


def test_a_field_without_annotation_has_no_meaning_but_a_grammar():
    plain = make_dataclass("plain", [("name", str)])

    assert fields_of(plain)[0].says == ""
    assert read(plain, {"name": "x"})[0].name == "x"


def test_the_schema_accepts_the_models_and_refuses_the_broken():
    validator = Draft202012Validator(schema())
    Draft202012Validator.check_schema(schema())
    names = ("models/france-services", "demonstration/saint-aubin-mcp", "demonstration/valmont-france-services")
    for name in names:
        assert validator.is_valid(as_json(catalogue.read(name))), name
    here = Path(__file__).parent
    assert list(validator.iter_errors(as_json((here / "sound.toml").read_text(encoding="utf-8")))) == []
    for stem in ("unknown-kind", "missing-clause", "unknown-field", "text-for-number", "unknown-word", "missing-field"):
        broken = (here / "broken" / f"{stem}.toml").read_text(encoding="utf-8")
        assert list(validator.iter_errors(as_json(broken))), stem


def as_json(text: str) -> object:
    return json.loads(json.dumps(tomllib.loads(text), default=str))


def test_generated_documents_are_fresh():
    for path, text in generated().items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, f"{path} : régénérez-le (make docs)"


def test_the_reference_names_every_kind_and_its_words():
    reference = generated()["docs/generated/kinds.md"]

    assert all(f"### `{kind}`" in reference for kind in KINDS)
    assert "`convention`, `equipment`, `place`" in reference


def test_an_enumeration_reads_in_french():
    assert listed([]) == "aucun"
    assert listed(["a"]) == "a"
    assert listed([Day.MONDAY, Day.TUESDAY], "puis") == "lundi puis mardi"


def test_the_catalogue_lists_its_texts():
    assert "saint-aubin-mcp" in catalogue.demonstration()
    assert catalogue.model("mon-compte-partenaire") == catalogue.read("models/mon-compte-partenaire")
    assert catalogue.model("rien") is catalogue.model(None) is None
    assert checked("models/mon-compte-partenaire").convention.is_model


FLAWED = [
    (
        "channel",
        {"name": "x", "level": 1, "held_by": "caisse", "callers": ["user"], "forms": ["email"], "days": ["monday"]},
    ),
    ("fee", {"amount": "12.00"}),
    ("meeting", {"name": "x"}),
    ("renewal", {"mode": "tacit"}),
    ("termination", {"ground": "will", "delay": "P1M"}),
    ("trace_access", {"role": "user", "reach": "own", "directly": True, "through": ["principal"]}),
    ("duration", {"length": "P1Y", "ends_on": "2026-01-01"}),
    ("mission", {"code": "m", "name": "x", "public": "x", "tasks": ["x"], "services": ["cdap"]}),
    ("escalation", {"after": "P1M", "urgent_at_once": True, "awaits": "caisse"}),
    (
        "route",
        {
            "of": "x",
            "code": "x",
            "name": "x",
            "held_by": "caisse",
            "callers": "all",
            "forms": ["email"],
            "secured": True,
        },
    ),
    ("commitment", {"by": "caisse", "to": "all", "act": "inform", "about": "les maires", "proof": []}),
    (
        "commitment",
        {"by": "caisse", "to": "all", "act": "inform", "about": "x", "proof": ["date"], "within": "P1M"},
    ),
    ("record", {"of": "x", "by": "all", "items": ["date", "name"], "excludes": ["name"]}),
    ("criterion", {"test": "has_paid", "question": "Payé ?", "longer_than": "P1Y"}),
    (
        "budget_line",
        {"line": "x", "service": "x", "nature": "x", "planned": "10.00", "operation": "20.00"},
    ),
    ("fee", {}),
    ("fee_formula", {"fee": "prix", "rate": "1.00", "area": "1", "days": 6, "week": 5}),
    ("fee_formula", {"fee": "prix", "rate": "1.00", "area": "1", "days": 2}),
    (
        "video_surveillance",
        {"place": "x", "zones": ["hall"], "by": "all", "in_register": True, "people_informed": False},
    ),
    (
        "indicator",
        {"code": "x", "name": "x", "by": "all", "followed_by": "x", "sense": "at_most", "unit": "days"},
    ),
    (
        "deliberation",
        {
            "body": "x",
            "ctes": "034-999134018-20251001-D1-DE",
            "voted_on": "2025-10-01",
            "sent_on": "2025-09-01",
            "received_on": "2025-10-02",
            "published_on": "2025-10-03",
        },
    ),
]


@pytest.mark.parametrize(("kind", "raw"), FLAWED, ids=lambda item: str(item)[:12])
def test_fields_that_contradict_each_other_are_told(kind, raw):
    (flaw,) = body_of(kind, raw).flaws()

    assert flaw.what
    assert flaw.remedy


def test_the_examples_of_the_document_are_sound():
    document = (ROOT / "docs" / "format-convention.md").read_text(encoding="utf-8")
    (avenant,) = [block for block in re.findall(r"```toml\n(.*?)```", document, re.DOTALL) if "[[avenants]]" in block]

    found = check(
        catalogue.read("demonstration/saint-aubin-mcp") + "\n" + avenant, catalogue.read("models/mon-compte-partenaire")
    )

    assert found.errors == ()
