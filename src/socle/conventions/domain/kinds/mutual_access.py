"""What a body opens of its information system to the other (ISU-13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Bearer, Code
from socle.conventions.domain.words import party
from socle.kernel.french import headline


@dataclass(frozen=True, slots=True)
class MutualAccess(Body):
    kind: ClassVar[str] = "mutual_access"
    title: ClassVar[str] = "Accès réciproque"
    obliges: ClassVar[str] = (
        "Un agent de l’autre organisme n’entre que dans les systèmes ouverts, avec une habilitation."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ("by", "to")

    by: Annotated[Bearer, "qui ouvre son système"]
    to: Annotated[Bearer, "à qui"]
    systems: Annotated[tuple[Code, ...], "systèmes ouverts"]
    habilitations: Annotated[bool, "les habilitations nécessaires sont données"] = True

    def sentence(self) -> str:
        return headline(f"{party(self.by)} ouvre {len(self.systems)} systèmes aux agents de {party(self.to)}.")

    def owed(self) -> Iterator[Duty]:
        yield Duty("acces", "ouvrir ses systèmes et donner les habilitations nécessaires", self.by, self.to)
