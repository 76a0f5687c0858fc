"""The clause a rule comes from: what every decision cites (house.md, « the signed text is the configuration »)."""

from __future__ import annotations

from dataclasses import dataclass

HOUSE = "règle de Socle"


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a rule is written: a document of the convention and the article in it.

    >>> str(Clause.parse("contrat de service, 5.3.2"))
    'contrat de service, 5.3.2'
    >>> Clause.house("MCP-63").is_house
    True
    """

    document: str
    article: str

    @classmethod
    def parse(cls, text: str) -> Clause:
        """Read « document, article »; ValueError when either half is missing."""
        document, separator, article = text.rpartition(",")
        if not (separator and document.strip() and article.strip()):
            raise ValueError(f"clause « {text} » : écrivez « document, article », par exemple « bulletin CDAP, 2 »")
        return cls(document.strip(), article.strip())

    @classmethod
    def house(cls, requirement: str) -> Clause:
        """A rule of ours, with no clause behind it: the screen says so."""
        return cls(HOUSE, requirement)

    @property
    def is_house(self) -> bool:
        return self.document == HOUSE

    def __str__(self) -> str:
        return f"{self.document}, {self.article}"
