"""A social aid: what it pays, who decides it, what follows (URS-04)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import EVERYBODY, Bearer, Code
from socle.conventions.domain.words import Start, party
from socle.kernel.french import headline


@dataclass(frozen=True, slots=True)
class Aid(Body):
    kind: ClassVar[str] = "aid"
    title: ClassVar[str] = "Aide"
    obliges: ClassVar[str] = "Une aide ne se donne que pour ce qu’elle couvre, et par qui la décide."
    once_by: ClassVar[tuple[str, ...] | None] = ("code",)

    code: Annotated[Code, "code de l’aide"]
    name: Annotated[str, "nom"]
    covers: Annotated[Code, "ce qu’elle couvre"]
    decided_by: Annotated[Bearer, "qui décide"]
    committee: Annotated[Code, "comité qui l’examine"]
    events: Annotated[tuple[Code, ...], "événements locaux qui l’ouvrent"] = ()
    once: Annotated[bool, "donnée une seule fois"] = False
    taxable: Annotated[bool, "imposable"] = False
    contributions: Annotated[bool, "soumise à cotisations"] = False

    def sentence(self) -> str:
        taxed = "imposable" if self.taxable else "non imposable"
        charged = "soumise à cotisations" if self.contributions else "sans cotisations"
        return headline(f"{self.name} : {party(self.decided_by)} décide ; {taxed}, {charged}.")

    def owed(self) -> Iterator[Duty]:
        yield Duty(
            "decision", f"décider des demandes de « {self.name} »", self.decided_by, EVERYBODY, starts=Start.SAISINE
        )
