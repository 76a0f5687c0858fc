"""How every Python file is written: short files and functions, imports at the top, no drawer, no signal (style.md)."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.architecture.sources import PRODUCT, TESTS, Source, sources

DRAWERS = {"utils", "util", "common", "helpers", "misc", "tools", "shared"}
LONGEST_FUNCTION, LONGEST_STORY = 40, 60
EXCUSED = {
    "src/socle/traces/domain/table.py": "the table event → sentence, read as one list",
    "tests/domain/conventions/requirements.py": "the table requirement → term or test, read as one list",
}


def too_long(source: Source) -> Iterator[str]:
    limit = 300 if source.room else 400
    length = source.text.count("\n")
    if length > limit and source.path not in EXCUSED:
        yield f"{length} lines, {limit} at most: split by noun"


def long_functions(source: Source) -> Iterator[str]:
    """A function that only returns one value is data, however long the value; a journey is told in one go."""
    limit = LONGEST_FUNCTION if source.room else LONGEST_STORY
    for function in source.functions():
        length = (function.end_lineno or 0) - function.lineno + 1
        is_data = all(isinstance(one, ast.Return | ast.Expr) for one in function.body)
        if length > limit and not is_data:
            yield f"{function.name}: {length} lines, {limit} at most"


def inner_imports(source: Source) -> Iterator[str]:
    for function in source.functions():
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield f"{function.name}: {ast.unparse(node)} inside a function"


def late_loading(source: Source) -> Iterator[str]:
    """Loading by name hides a dependency from the import contracts: the top floor alone may, to start late."""
    names = {node.id for node in ast.walk(source.tree) if isinstance(node, ast.Name)}
    if names & {"import_module", "__import__"} and source.room not in {"site", ""}:
        yield "loads a module by its name"


def signals(source: Source) -> Iterator[str]:
    for function in source.functions():
        if any("receiver" in ast.unparse(one) for one in function.decorator_list):
            yield f"{function.name}: a signal between rooms is an invisible flow"


def drawers(source: Source) -> Iterator[str]:
    found = DRAWERS & {part.removesuffix(".py") for part in source.parts}
    if found:
        yield f"{', '.join(found)}: name the noun"


LAWS: dict[Callable[[Source], Iterator[str]], str] = {
    too_long: "\n" * 500,
    long_functions: "def f():\n" + "    x = 1\n" * 41,
    inner_imports: "def f():\n    import os\n",
    late_loading: "from importlib import import_module\nimport_module('os')\n",
    signals: "@receiver(post_save)\ndef f(): ...\n",
    drawers: "",
}


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_every_file_obeys(law):
    found = [f"{source.path}: {fault}" for source in (*sources(PRODUCT), *sources(TESTS)) for fault in law(source)]
    assert not found


@pytest.mark.parametrize(("law", "text"), LAWS.items(), ids=lambda law: getattr(law, "__name__", ""))
def test_each_law_sees_its_breach(law, text):
    assert list(law(Source("src/socle/accounts/utils.py", text)))
