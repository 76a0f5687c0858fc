"""Every event named anywhere in the code has its line in the table: unknown = failure."""

import ast
import re
from pathlib import Path

import socle
from socle.traces.domain.table import CATALOGUE

SOURCES = Path(socle.__file__).parent
TAG = re.compile(r"[a-z_]+:[a-z_]+:[a-z_]+")


def named_tags():
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and TAG.fullmatch(node.value):
                yield node.value, path.relative_to(SOURCES)


def test_every_named_event_is_described():
    assert {found for found in named_tags() if found[0] not in CATALOGUE} == set()


def test_negative_control_the_tags_are_found():
    assert len({tag for tag, _ in named_tags()}) >= len(list(CATALOGUE)) - 1
