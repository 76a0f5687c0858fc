"""How minutes are written and validated (MCP-08, DRT-09)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.types import DelayText
from socle.conventions.domain.words import Side, Start


@dataclass(frozen=True, slots=True)
class Minutes(Body):
    kind: ClassVar[str] = "minutes"
    title: ClassVar[str] = "Compte rendu"
    obliges: ClassVar[str] = "Un compte rendu sans la validation de chacun reste en attente et se relance."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    in_turn: Annotated[bool, "rédigé à tour de rôle"]
    validated_by: Annotated[Side, "qui valide"]
    within: Annotated[DelayText, "délai de validation"]
    starts: Annotated[Start | None, "fait qui fait courir le délai, s’il est écrit"] = None

    def sentence(self) -> str:
        turn = " à tour de rôle" if self.in_turn else ""
        return f"Le compte rendu est rédigé{turn} et validé par {self.validated_by.label} sous {spoken(self.within)}."
