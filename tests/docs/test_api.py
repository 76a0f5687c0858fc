"""`docs/api.md` describes every route and no other, names true codes, and its JSON examples are well formed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from socle.site.api.v1 import api

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/api.md").read_text(encoding="utf-8")
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("src/socle/**/*.py"))
TITLE = re.compile(r"^### `(GET|POST|PUT|PATCH|DELETE) (\S+)`$", re.MULTILINE)
CODE = re.compile(r'"code": "([a-z_]+)"|40[39] `([a-z_]+)`')
CUT = re.compile(r",?\s*…")


def described() -> set[tuple[str, str]]:
    return {(method, re.sub(r"\{\w+\}", "{}", path)) for method, path in TITLE.findall(TEXT)}


def routes() -> set[tuple[str, str]]:
    paths = api.get_openapi_schema()["paths"]
    return {
        (method.upper(), re.sub(r"\{\w+\}", "{}", path.removeprefix("/api/v1")))
        for path, methods in paths.items()
        for method in methods
    }


def test_every_route_has_its_example_and_no_other():
    assert described() == routes()


def test_every_code_named_is_a_code_of_the_rules():
    named = {code or other for code, other in CODE.findall(TEXT)}

    assert len(named) > 8
    assert [code for code in sorted(named) if f'"{code}"' not in SOURCES] == []


def command_answers() -> list[str]:
    """The JSON printed by the command line, whole once its cuts are left out."""
    blocks = re.findall(r"^\$ socle [^\n]*--json\n([{\[].*?^[}\]])$", TEXT, re.MULTILINE | re.DOTALL)
    return [CUT.sub("", block) for block in blocks]


@pytest.mark.parametrize("answer", command_answers(), ids=lambda answer: answer.split('"')[1])
def test_every_answer_of_the_command_line_is_json(answer):
    assert json.loads(answer)


def test_the_answers_of_the_command_line_were_found():
    assert len(command_answers()) >= 8
