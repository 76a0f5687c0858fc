"""What the command line shows of a text: JSON alone, or lines to read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from socle.conventions import catalogue
from socle.conventions.domain.check import check
from socle.conventions.domain.report import convention_json, convention_lines, findings_json, findings_lines
from tests.domain.conventions.texts import checked, commune, signed

BROKEN = Path(__file__).parent / "broken"
DAY = date(2026, 3, 2)


def test_findings_are_json_with_line_and_remedy():
    shown = json.loads(json.dumps(findings_json(check((BROKEN / "blank-seat.toml").read_text(encoding="utf-8")))))

    (finding,) = [item for item in shown["findings"] if item["severity"] == "error"]
    assert shown["ok"] is False
    assert shown["errors"] == 1
    assert finding["term"] == "sieges-t2"
    assert finding["line"] > 1
    assert "opened = false" in finding["remedy"]


def test_lines_end_with_the_result():
    refused = findings_lines(check((BROKEN / "syntax.toml").read_text(encoding="utf-8")))
    accepted = findings_lines(checked("demonstration/saint-aubin-mcp"))

    assert refused[-1] == "Texte refusé : 1 erreur(s)."
    assert accepted[-1].startswith("Texte recevable : ")


def test_a_convention_shows_parties_documents_and_every_term_with_its_clause():
    shown = json.loads(json.dumps(convention_json(commune(), DAY)))

    assert shown["number"] == "99913401800012"
    assert [party["role"] for party in shown["parties"]] == ["caisse", "partner"]
    assert shown["documents"][1]["parent"] == "convention"
    assert shown["state"] == "in_force"
    assert shown["starts_on"] == "2025-10-08"
    seats = next(term for term in shown["terms"] if term["id"] == "sieges-cdap-t2")
    assert seats["clause"] == "bulletin CDAP, 2"
    assert seats["body"]["max"] == 12
    assert not seats["is_house"]
    assert len(shown["terms"]) == len(commune().terms)


def test_without_a_day_the_whole_text_is_shown():
    shown = convention_json(commune())

    assert shown["as_of"] is None
    assert shown["life"] is None


def test_the_tree_is_indented_and_dated():
    lines = convention_lines(commune(), DAY)

    assert "  Convention d'accès à « Mon Compte Partenaire » (signé le 08/10/2025, imprimé le 11/09/2025)" in lines
    assert any(
        line.startswith("      Bulletin d'adhésion au service CDAP")
        or "    Bulletin d'adhésion au service CDAP" in line
        for line in lines
    )
    assert any(line.startswith("  [bulletin CDAP, 2] Douze personnes") for line in lines)


def test_an_avenant_is_shown_with_what_it_changes():
    sound = (BROKEN.parent / "sound.toml").read_text(encoding="utf-8")
    text = sound + AVENANT

    convention = check(text).convention
    lines = convention_lines(convention)
    shown = convention_json(convention)

    assert "Avenant 1 du 10/01/2026 : Quinze sièges" in lines
    assert "  finit : conservation-des-traces" in lines
    assert shown["avenants"][0]["terms"][0]["body"]["max"] == 15
    assert shown["avenants"][0]["ends"] == ["conservation-des-traces"]


def test_a_model_and_every_example_can_be_shown():
    for name in catalogue.models():
        assert convention_lines(checked(f"models/{name}").convention)[1] == "Modèle"
    for slug in catalogue.demonstration():
        assert convention_lines(signed(slug), DAY)


AVENANT = """
[[avenants]]
number = 1
title = "Quinze sièges"
signed_on = 2026-01-10
effective_on = 2026-02-01
ends = ["conservation-des-traces"]

[[avenants.terms]]
id = "sieges-t2"
kind = "seats"
service = "cdap"
profile = "T2"
max = 15
clause = "avenant, 1"
says = "Quinze personnes au plus."
"""
