"""`socle convention end`: the calculator on a file and on a signed convention; it writes nothing (MCP-04, DRT-13)."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from click.testing import CliRunner, Result

from socle.site.cli import socle

TEXTS = files("socle.conventions.catalogue") / "demonstration"
BREACH = ("--ground", "breach", "--received", "2026-03-16")


def end(reference: str, *options: str) -> Result:
    return CliRunner().invoke(socle, ["convention", "end", reference, *options])


def text(slug: str) -> str:
    return str(TEXTS / f"{slug}.toml")


def test_the_answer_is_what_the_issue_asks():
    # 16 March 2026 + 3 months = 16 June, over on the 17th at midnight.
    answer = json.loads(
        end(text("saint-aubin-mcp"), "--ground", "unilateral", "--received", "2026-03-16", "--json").stdout
    )

    assert {"effect", "letters", "last_day_of_service", "clause", "proof"} <= answer.keys()
    assert (answer["effect"], answer["last_day_of_service"]) == ("2026-06-17T00:00:00+02:00", "2026-06-16")


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--ground", "unilateral"), 2, "Ajoutez --received DATE"),
        (("--ground", "breach", "--sent", "2026-03-02"), 2, "Ajoutez --received DATE"),
        (("--ground", "general-interest", "--notified", "2026-03-02"), 3, "ne prévoit pas de fin"),
        (("--ground", "breach", "--received", "2025-01-01"), 3, "vient avant"),
        (BREACH, 0, "Réparer jusqu’au jeudi 16 avril 2026 inclus"),
        ((*BREACH, "--by", "partner"), 0, "à l’initiative de Commune de Saint-Aubin"),
    ],
)
def test_a_refusal_and_a_missing_fact_have_their_code_and_their_sentence(options, code, says):
    done = end(text("saint-aubin-mcp"), *options)

    assert done.exit_code == code
    assert says in done.output


@pytest.mark.django_db
def test_a_signed_convention_answers_as_its_text(owner, convention):
    with owner():
        signed = json.loads(end(str(convention.id), *BREACH, "--json").stdout)
    written = json.loads(end(text("saint-aubin-mcp"), *BREACH, "--json").stdout)
    differ = {key for key in written if written[key] != signed[key]}

    # The test signs the text between bodies of other names.
    assert differ <= {"by", "letters"}
    assert signed["effect"] == "2026-04-17T00:00:00+02:00"
