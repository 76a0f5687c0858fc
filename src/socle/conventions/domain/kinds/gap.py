"""What the text announces and does not contain: shown and asked, never guessed (MCP-28, MCP-35, DRT-06)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import ServiceCode


@dataclass(frozen=True, slots=True)
class Gap(Body):
    kind: ClassVar[str] = "gap"
    title: ClassVar[str] = "Manque du texte"
    obliges: ClassVar[str] = "Le manque reste affiché ; s’il ferme un service, rien ne s’ouvre avant qu’il soit comblé."

    missing: Annotated[str, "ce qui manque"]
    closes: Annotated[ServiceCode | None, "service fermé tant que le manque dure"] = None

    def sentence(self) -> str:
        return f"Le texte annonce sans le donner : {self.missing}."
