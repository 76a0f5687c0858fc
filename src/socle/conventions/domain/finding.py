"""What the check of a text has to say: a sentence, its line and its remedy (issue « Foundation », conventions)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """An error refuses the text, a warning shows a risk, a question waits for the parties."""

    ERROR = "error"
    WARNING = "warning"
    QUESTION = "question"

    @property
    def label(self) -> str:
        return {"error": "erreur", "warning": "alerte", "question": "question"}[self.value]


class Place(NamedTuple):
    """Where something is written: the convention or its model, and the line."""

    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a text; `source` says which text the line belongs to: the convention or its model."""

    severity: Severity
    line: int
    what: str
    remedy: str
    term: str = ""
    source: str = "convention"

    def __str__(self) -> str:
        place = f"ligne {self.line}" if self.source == "convention" else f"modèle, ligne {self.line}"
        about = f", terme « {self.term} »" if self.term else ""
        return f"{self.severity.label}, {place}{about} : {self.what}. {self.remedy}."


@dataclass(frozen=True, slots=True)
class Flaw:
    """A remark made by a value on itself: the field at fault, then the same words as a finding."""

    field: str
    what: str
    remedy: str
    severity: Severity = Severity.ERROR
