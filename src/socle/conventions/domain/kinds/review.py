"""The periodical review of habilitations (MCP-26)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.types import DelayText
from socle.conventions.domain.words import Role, Side


@dataclass(frozen=True, slots=True)
class Review(Body):
    kind: ClassVar[str] = "review"
    title: ClassVar[str] = "Revue d’habilitations"
    obliges: ClassVar[str] = "La revue est faite avec les outils du portail et son résultat est envoyé comme preuve."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    every: Annotated[DelayText, "fréquence"]
    by: Annotated[Role, "qui la fait"]
    sent_to: Annotated[Side, "qui reçoit le résultat"]

    def sentence(self) -> str:
        result = f"et en envoie le résultat à {self.sent_to.label}"
        return f"Tous les {spoken(self.every)}, {self.by.label} fait la revue des habilitations {result}."
