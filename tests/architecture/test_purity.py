"""The kernel and every domain are pure: standard library and kernel, no clock, no chance, no file (house.md, law 1)."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

import pytest

from tests.architecture.sources import TESTS, Source, sources

KERNEL_MAY = {"stdnum", "holidays"}
IMPURE_MODULES = {"random", "secrets", "socket", "subprocess", "os", "sqlite3", "urllib", "http", "logging", "time"}
IMPURE_NAMES = {"open", "input", "print", "eval", "exec"}
CLOCKS = {"now", "today", "utcnow"}
TELLERS = {"date", "datetime", "datetime.date", "datetime.datetime", "timezone"}
PURE = [source for source in sources() if source.room == "kernel" or "domain" in source.parts[3:4]]


def foreign_imports(source: Source) -> Iterator[str]:
    for module, name in source.imports():
        top, *rest = module.split(".")
        if top == "socle":
            floor = [*rest, name]
            if floor[0] != "kernel" and (source.room == "kernel" or "domain" not in floor[1:2]):
                yield f"imports {module}"
        elif top in IMPURE_MODULES or (top not in sys.stdlib_module_names and not _may(source, top)):
            yield f"imports {module}"


def _may(source: Source, top: str) -> bool:
    return source.room == "kernel" and top in KERNEL_MAY


def hidden_inputs(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id in IMPURE_NAMES:
                yield f"line {node.lineno}: {called.id}()"
            if isinstance(called, ast.Attribute) and called.attr in CLOCKS and ast.unparse(called.value) in TELLERS:
                yield f"line {node.lineno}: {ast.unparse(called)}()"


@pytest.mark.parametrize("law", [foreign_imports, hidden_inputs], ids=lambda law: law.__name__)
def test_rules_depend_on_nothing_but_their_arguments(law):
    assert len(PURE) > 100
    assert not [f"{source.path}: {fault}" for source in PURE for fault in law(source)]


def warm_imports(source: Source) -> Iterator[str]:
    """What a test of the rules may not import, to stay a matter of two seconds."""
    for module, name in source.imports():
        rooms = [*module.split("."), name]
        is_rule = rooms[1:2] == ["kernel"] or "domain" in rooms[2:4] or "catalogue" in rooms or "providers" in rooms
        if rooms[0] in {"django", "psycopg"} or (rooms[0] == "socle" and not is_rule):
            yield f"imports {module}"


def test_tests_of_the_rules_import_what_they_test():
    cold = sources(TESTS / "domain")
    assert len(cold) > 50
    assert not [f"{source.path}: {fault}" for source in cold for fault in warm_imports(source)]


@pytest.mark.parametrize(
    ("law", "text"),
    [
        (foreign_imports, "from django.db import models"),
        (foreign_imports, "import stdnum.fr"),
        (foreign_imports, "from socle.accounts.models import Account"),
        (foreign_imports, "from socle.accounts import queries"),
        (foreign_imports, "import random"),
        (hidden_inputs, "from datetime import date\ntoday = date.today()"),
        (hidden_inputs, "open('text')"),
        (warm_imports, "from socle.accounts.models import Account"),
        (warm_imports, "import django"),
    ],
)
def test_an_impure_rule_is_seen(law, text):
    assert list(law(Source("src/socle/accounts/domain/policy.py", text)))
