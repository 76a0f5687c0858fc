"""What the caisse may ask about habilitations, and how long the partner has to answer (MCP-25)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.duty import Duty, facing
from socle.conventions.domain.types import DelayText, listed
from socle.conventions.domain.words import Side, Start


@dataclass(frozen=True, slots=True)
class Supervision(Body):
    kind: ClassVar[str] = "supervision"
    title: ClassVar[str] = "Supervision"
    obliges: ClassVar[str] = "Une question sans réponse dans le délai ouvre l’escalade."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    by: Annotated[Side, "qui peut interroger"]
    asks: Annotated[tuple[str, ...], "ce qui peut être demandé"]
    answer_within: Annotated[DelayText | None, "délai de réponse convenu ; le texte peut n’en donner aucun"] = None
    escalates: Annotated[bool, "sans réponse, l’escalade peut commencer"] = True

    def sentence(self) -> str:
        within = (
            f", réponse sous {spoken(self.answer_within)}" if self.answer_within else ", sans délai de réponse écrit"
        )
        return f"{self.by.headline} peut demander à tout moment {listed(self.asks)}{within}."

    def owed(self) -> Iterator[Duty]:
        yield Duty(
            "reponse",
            f"répondre sur {listed(self.asks)}",
            facing(self.by),
            self.by,
            within=self.answer_within,
            starts=Start.RECEIPT,
            proof="la réponse datée",
        )
