"""A meeting that a party may ask for, or that comes back (MCP-08, DRT-09, URS-12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import recurring, spoken
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import DelayText
from socle.conventions.domain.words import Side, Start


@dataclass(frozen=True, slots=True)
class Meeting(Body):
    kind: ClassVar[str] = "meeting"
    title: ClassVar[str] = "Réunion"
    obliges: ClassVar[str] = "La réunion a lieu dans le délai qui suit la demande, ou à sa fréquence."

    name: Annotated[str, "réunion"]
    within: Annotated[DelayText | None, "délai après la demande"] = None
    starts: Annotated[Start, "fait qui fait courir le délai"] = Start.RECEIPT
    every: Annotated[DelayText | None, "fréquence minimale"] = None

    def flaws(self) -> Iterator[Flaw]:
        if self.within is None and self.every is None:
            yield Flaw("within", "la réunion n’a ni délai ni fréquence", "Écrivez « within » ou « every »")

    def sentence(self) -> str:
        within = f" sous {spoken(self.within)} après {self.starts.label} de la demande" if self.within else ""
        every = f" {recurring(self.every)} au moins" if self.every else ""
        return f"{self.name}{within}{every}."

    def owed(self) -> Iterator[Duty]:
        if self.every:
            what = f"tenir la réunion « {self.name} »"
            yield Duty("reunion", what, Side.ALL, Side.ALL, every=self.every, proof="le compte rendu")
        if self.within:
            yield Duty(
                "demande",
                f"tenir la réunion demandée (« {self.name} »)",
                Side.ALL,
                Side.ALL,
                within=self.within,
                starts=self.starts,
                proof="le compte rendu",
            )
