"""Where a claim is filed, what it holds, who decides it (URS-06)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Bearer, Code, Word
from socle.conventions.domain.words import Start, party


class Competence(Word):
    """What makes a committee the right one."""

    PLACE_OF_ACTIVITY = "place_of_activity", "le lieu de l’activité"
    RESIDENCE = "residence", "le domicile"


@dataclass(frozen=True, slots=True)
class ClaimCircuit(Body):
    kind: ClassVar[str] = "claim_circuit"
    title: ClassVar[str] = "Circuit d’une demande"
    obliges: ClassVar[str] = "Une demande incomplète n’est pas examinée ; un autre comité ne la décide pas."
    once_by: ClassVar[tuple[str, ...] | None] = ("of",)

    of: Annotated[Code, "demande"]
    filed_with: Annotated[Bearer, "où elle se dépose"]
    decided_by: Annotated[Bearer, "qui décide"]
    committee: Annotated[Code, "comité qui décide"]
    competence: Annotated[Competence, "ce qui désigne le comité compétent"]
    items: Annotated[tuple[Code, ...], "ce que la demande contient"]

    def sentence(self) -> str:
        return (
            f"La demande se dépose auprès de {party(self.filed_with)}, avec {len(self.items)} éléments ; "
            f"{party(self.decided_by)} décide selon {self.competence.label}."
        )

    def owed(self) -> Iterator[Duty]:
        what = "instruire chaque demande et la transmettre au comité"
        yield Duty("instruction", what, self.filed_with, self.decided_by, starts=Start.RECEIPT)
