"""What a service costs (MCP-10, FSV-08, URS-13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken, spoken_euros
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import EVERYBODY, AmountText, Bearer, DelayText


@dataclass(frozen=True, slots=True)
class Fee(Body):
    kind: ClassVar[str] = "fee"
    title: ClassVar[str] = "Prix"
    obliges: ClassVar[str] = "Aucune somme n’est demandée au-delà du montant écrit."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    amount: Annotated[AmountText | None, 'montant ; "0" pour un service gratuit'] = None
    every: Annotated[DelayText | None, "période du montant"] = None
    by: Annotated[Bearer | None, "qui paie"] = None
    to: Annotated[Bearer, "qui est payé"] = EVERYBODY

    @property
    def is_free(self) -> bool:
        return self.amount is not None and Decimal(self.amount) == 0

    def flaws(self) -> Iterator[Flaw]:
        if self.amount is None:
            yield Flaw("amount", "le montant est en blanc", 'Écrivez « amount », ou "0" pour un service gratuit')
        elif not self.is_free and self.every is None:
            yield Flaw("every", "le montant n’a pas de période", 'Ajoutez « every », par exemple "P1Y"')

    def sentence(self) -> str:
        if self.amount is None:
            return "Le montant reste à écrire."
        every = f" par période de {spoken(self.every)}" if self.every else ""
        return "Le service est gratuit." if self.is_free else f"{spoken_euros(self.amount)}{every}."

    def owed(self) -> Iterator[Duty]:
        if self.by and self.amount and not self.is_free:
            yield Duty(
                "prix", f"payer {spoken_euros(self.amount)}", self.by, self.to, every=self.every, proof="le paiement"
            )
