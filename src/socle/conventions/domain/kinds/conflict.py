"""Two clauses that contradict each other: shown, never settled by the software (MCP-02, MCP-27)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import ClauseText


@dataclass(frozen=True, slots=True)
class Conflict(Body):
    kind: ClassVar[str] = "conflict"
    title: ClassVar[str] = "Contradiction du texte"
    obliges: ClassVar[str] = "La contradiction reste affichée jusqu’à une lecture convenue ou un avenant."

    other: Annotated[ClauseText, "l’autre clause"]
    question: Annotated[str, "ce que les parties doivent trancher"]

    def sentence(self) -> str:
        return f"Contredit « {self.other} ». {self.question}"
