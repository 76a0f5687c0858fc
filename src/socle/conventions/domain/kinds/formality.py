"""The data-protection formalities of the parties (MCP-03, MCP-13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty, facing
from socle.conventions.domain.words import Side, Start


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

    def owed(self) -> Iterator[Duty]:
        what = "accomplir les formalités de protection des données"
        yield Duty("formalites", what, self.by, facing(self.by), proof="la date de leur fin")
        if self.redone_on_change:
            again = "refaire les formalités après un changement substantiel"
            yield Duty("changement", again, self.by, facing(self.by), starts=Start.ACTION)
        if self.given_on_request:
            shown = "communiquer les formalités à la partie qui les demande"
            yield Duty("communication", shown, self.by, facing(self.by), starts=Start.RECEIPT)
