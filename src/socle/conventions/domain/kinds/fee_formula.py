"""How a stated amount was computed: its inputs, kept beside it (FSV-08)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import AmountText, DecimalText, TermId
from socle.conventions.domain.words import decimal


@dataclass(frozen=True, slots=True)
class FeeFormula(Body):
    kind: ClassVar[str] = "fee_formula"
    title: ClassVar[str] = "Calcul du prix"
    obliges: ClassVar[str] = "Le montant écrit est dû ; le calcul le vérifie, et tout écart est montré sans le changer."
    once_by: ClassVar[tuple[str, ...] | None] = ("fee",)

    fee: Annotated[TermId, "prix calculé"]
    rate: Annotated[AmountText | None, "tarif au mètre carré et par an"] = None
    area: Annotated[DecimalText | None, "surface comptée, en mètres carrés"] = None
    days: Annotated[int | None, "jours d’occupation par semaine"] = None
    week: Annotated[int | None, "jours d’ouverture par semaine"] = None
    room: Annotated[TermId | None, "salle dont la surface se compare"] = None

    def flaws(self) -> Iterator[Flaw]:
        for name in ("rate", "area", "days", "week"):
            if getattr(self, name) is None:
                yield Flaw(name, f"« {name} » est en blanc dans le calcul du prix", "Écrivez ce que l’acte compte")
        if self.days is not None and self.week is not None and not 0 < self.days <= self.week:
            yield Flaw(
                "days", "l’occupation dépasse la semaine, ou la semaine est vide", "Relisez « days » et « week »"
            )

    def sentence(self) -> str:
        if self.rate is None or self.area is None or self.days is None or self.week is None:
            return "Tarif au mètre carré × surface × jours d’occupation, à écrire."
        return f"{decimal(self.rate)} € × {decimal(self.area)} m² × {self.days}/{self.week} jours par semaine."
