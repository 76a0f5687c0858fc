"""A paper that a party must give, and give again (MCP-53, FSV-10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import recurring
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import DelayText, DocumentId
from socle.conventions.domain.words import Side, Start


@dataclass(frozen=True, slots=True)
class Deliverable(Body):
    kind: ClassVar[str] = "deliverable"
    title: ClassVar[str] = "Document à remettre"
    obliges: ClassVar[str] = "Le document absent ou périmé est relancé avant son échéance."
    once_by: ClassVar[tuple[str, ...] | None] = ("name",)

    name: Annotated[str, "document"]
    by: Annotated[Side, "qui le remet"]
    to: Annotated[Side, "qui le reçoit"]
    document: Annotated[DocumentId | None, "pièce de l’arbre des documents"] = None
    every: Annotated[DelayText | None, "fréquence"] = None
    on_change: Annotated[bool, "remis de nouveau à chaque changement"] = False
    certified: Annotated[bool, "certifié exact et signé"] = False
    chased_before: Annotated[DelayText | None, "relance avant l’échéance"] = None

    def sentence(self) -> str:
        every = f" {recurring(self.every)}" if self.every else ""
        change = ", et à chaque changement" if self.on_change else ""
        return f"{self.by.headline} remet « {self.name} » à {self.to.label}{every}{change}."

    def owed(self) -> Iterator[Duty]:
        once = None if self.every or self.on_change else Start.SIGNATURE
        yield Duty(
            "remise",
            f"remettre « {self.name} »",
            self.by,
            self.to,
            every=self.every,
            starts=Start.ACTION if self.on_change and not self.every else once,
            chased_before=self.chased_before,
            proof="le document reçu",
            document=self.document,
        )
