"""Titles and tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def page(title: str, lead: str, *parts: str) -> str:
    """A title, what the reader finds, then the parts."""
    return "\n\n".join([f"# {title}", lead, *parts]) + "\n"


def section(title: str, *parts: str) -> str:
    return "\n\n".join([f"## {title}", *parts])


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; a bar inside a cell is escaped."""
    lines = [_row(header), _row(["---"] * len(header)), *(_row(row) for row in rows)]
    return "\n".join(lines)


def code(text: object) -> str:
    return f"`{text}`" if text else ""


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(" ".join(str(cell).replace("|", "\\|").split()) for cell in cells) + " |"
