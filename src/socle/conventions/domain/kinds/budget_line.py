"""The line of the budget that an act cites, and the amounts it states (FSV-02)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken_euros
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import AmountText, Code, TermId


@dataclass(frozen=True, slots=True)
class BudgetLine(Body):
    kind: ClassVar[str] = "budget_line"
    title: ClassVar[str] = "Ligne budgétaire"
    obliges: ClassVar[str] = (
        "Le montant de l’opération se compare au prix de la convention ; un écart est montré, jamais corrigé."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ("line",)

    line: Annotated[Code, "code de la ligne"]
    service: Annotated[str | None, "service ou fonction"] = None
    nature: Annotated[str | None, "nature"] = None
    planned: Annotated[AmountText | None, "montant prévu pour tous les partenaires"] = None
    operation: Annotated[AmountText | None, "montant de cette opération, tel que l’acte l’écrit"] = None
    fee: Annotated[TermId | None, "prix de la convention auquel il se compare"] = None

    def flaws(self) -> Iterator[Flaw]:
        for name in ("service", "nature", "planned"):
            if getattr(self, name) is None:
                yield Flaw(name, f"« {name} » est en blanc à la ligne budgétaire", "Recopiez-le depuis la délibération")
        if self.operation and self.planned and Decimal(self.operation) > Decimal(self.planned):
            yield Flaw("operation", "l’opération dépasse la ligne", "Relisez les deux montants de la délibération")

    def sentence(self) -> str:
        operation = f", dont {spoken_euros(self.operation)} pour cette opération" if self.operation else ""
        where = f"Ligne {self.service or 'à écrire'}, nature {self.nature or 'à écrire'}"
        return f"{where} : {spoken_euros(self.planned) if self.planned else '…'} prévus{operation}."
