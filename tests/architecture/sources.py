"""The files of the product and of its tests, parsed once; each law is a function from a source to its faults."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT, TESTS = ROOT / "src" / "socle", ROOT / "tests"


@dataclass(frozen=True)
class Source:
    """A Python file: where it stands, what it says."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        """`("src", "socle", "accounts", "models.py")`."""
        return Path(self.path).parts

    @property
    def room(self) -> str:
        return self.parts[2] if self.parts[:2] == ("src", "socle") else ""

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    def imports(self) -> Iterator[tuple[str, str]]:
        """Each import as (module, name); the name is empty for `import module`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, "") for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node.module or "", alias.name) for alias in node.names)

    def strings(self) -> Iterator[str]:
        """Every literal text, parts of f-strings included."""
        return (
            node.value for node in ast.walk(self.tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )


@lru_cache
def sources(folder: Path = PRODUCT) -> tuple[Source, ...]:
    """The files of a folder, migrations apart."""
    return tuple(
        Source(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.py"))
        if "migrations" not in path.parts
    )
