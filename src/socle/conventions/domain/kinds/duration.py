"""How long an act lasts (MCP-03, FSV-13, ISU-15)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import DelayText


@dataclass(frozen=True, slots=True)
class Duration(Body):
    kind: ClassVar[str] = "duration"
    title: ClassVar[str] = "Durée"
    obliges: ClassVar[str] = "La convention ne produit plus d’effet après son terme, sauf reconduction."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    length: Annotated[DelayText | None, "durée d’une période"] = None
    starts_on: Annotated[date | None, "premier jour, s’il n’est pas celui de la prise d’effet"] = None
    ends_on: Annotated[date | None, "dernier jour, s’il est écrit"] = None

    def flaws(self) -> Iterator[Flaw]:
        remedy = "Gardez « length » ou « ends_on »"
        if self.length is None and self.ends_on is None:
            yield Flaw("ends_on", "ni la durée ni le dernier jour ne sont écrits", remedy)
        if self.length and self.ends_on:
            yield Flaw("length", "la durée et le dernier jour sont écrits tous les deux", remedy)

    def sentence(self) -> str:
        start = f" à partir du {self.starts_on:%d/%m/%Y}" if self.starts_on else ""
        if self.ends_on:
            return f"L’acte vaut jusqu’au {self.ends_on:%d/%m/%Y}{start}."
        return f"L’acte vaut pour {spoken(self.length)}{start}." if self.length else "La durée reste à écrire."
