"""Documents drawn from the code: one function per document, always the same text for the same code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from socle.conventions.domain import schema
from socle.site.generated import api, commands, constraints, life_cycles, models, roles, routes, traces

FOLDER = "docs/generated"
DOCUMENTS: dict[str, Callable[[], str]] = {
    "api-routes.md": api.text,
    "cli.md": commands.text,
    "constraints.md": constraints.text,
    "life-cycles.md": life_cycles.text,
    "models.md": models.text,
    "roles.md": roles.text,
    "routes.md": routes.text,
    "traces.md": traces.text,
}
NOTICE = "<!-- Engendré du code par « socle docs » : ne pas modifier à la main. -->\n\n"


def documents() -> dict[str, str]:
    """Every generated document: {path from the root of the project: text}."""
    own = {f"{FOLDER}/{name}": NOTICE + text() for name, text in DOCUMENTS.items()}
    return own | schema.generated()


def write(root: Path) -> list[str]:
    """Write those that changed; their paths."""
    changed = []
    for path in stale(root):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(documents()[path], encoding="utf-8")
        changed.append(path)
    return changed


def stale(root: Path) -> list[str]:
    """Documents that no longer say what the code says, and files of the folder that nothing generates."""
    expected = documents()
    missing = [path for path, text in expected.items() if _read(root / path) != text]
    return sorted(missing) + [path for path in _present(root) if path not in expected]


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _present(root: Path) -> Iterator[str]:
    return (f"{FOLDER}/{path.name}" for path in sorted((root / FOLDER).glob("*")))
