"""One family of requirements: its numbers, its model, the signed text that is read, its document and its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from socle.conventions.domain.convention import Convention
from tests.domain.conventions.requirements.row import Row
from tests.domain.conventions.texts import checked, signed

DOCS = Path(__file__).parents[4] / "docs"
TERM = re.compile(r"`([a-z0-9-]+)`")


class FamilyTable(NamedTuple):
    prefix: str
    numbers: Iterable[int]
    model: str
    slug: str
    rows: tuple[Row, ...]

    @property
    def requirements(self) -> frozenset[str]:
        return frozenset(f"{self.prefix}-{number:02}" for number in self.numbers)

    @property
    def document(self) -> Path:
        return DOCS / f"exigences-{self.prefix.lower()}.md"

    @property
    def convention(self) -> Convention:
        return signed(self.slug)

    def model_terms(self) -> frozenset[str]:
        model = checked(f"models/{self.model}").convention
        assert model is not None
        return frozenset(term.id for term in model.terms)

    def documented(self, text: str | None = None) -> dict[str, set[str]]:
        """The terms that each line of the document cites."""
        line = re.compile(rf"^\| ({self.prefix}-\d\d) \|(.*?)\|(.*?)\|(.*?)\|$", re.MULTILINE)
        found = line.findall(text or self.document.read_text(encoding="utf-8"))
        return {number: set(TERM.findall(terms)) for number, _, terms, _ in found}
