"""The data-protection formalities of the parties (MCP-03, MCP-13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.words import Side


@dataclass(frozen=True, slots=True)
class Formality(Body):
    kind: ClassVar[str] = "formality"
    title: ClassVar[str] = "Formalités"
    obliges: ClassVar[str] = (
        "Une formalité non faite retarde la prise d’effet ; un changement substantiel la fait refaire."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ("by",)

    by: Annotated[Side, "qui les accomplit"]
    given_on_request: Annotated[bool, "communiquées à la partie qui les demande"]
    redone_on_change: Annotated[bool, "refaites quand le traitement change"]

    def sentence(self) -> str:
        return f"{self.by.headline} : formalités de protection des données, tenues à jour."
