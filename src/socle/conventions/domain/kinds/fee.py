"""What a service costs (MCP-10, FSV-08, URS-13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import AmountText, DelayText


@dataclass(frozen=True, slots=True)
class Fee(Body):
    kind: ClassVar[str] = "fee"
    title: ClassVar[str] = "Prix"
    obliges: ClassVar[str] = "Aucune somme n’est demandée au-delà du montant écrit."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    amount: Annotated[AmountText, 'montant ; "0" pour un service gratuit']
    every: Annotated[DelayText | None, "période du montant"] = None

    @property
    def is_free(self) -> bool:
        return float(self.amount) == 0

    def flaws(self) -> Iterator[Flaw]:
        if not self.is_free and self.every is None:
            yield Flaw("every", "le montant n’a pas de période", 'Ajoutez « every », par exemple "P1Y"')

    def sentence(self) -> str:
        return (
            "Le service est gratuit." if self.is_free else f"{self.amount} € par période de {spoken(self.every or '')}."
        )
