"""What a committee does not see of a file (URS-06)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import Code


@dataclass(frozen=True, slots=True)
class Examination(Body):
    kind: ClassVar[str] = "examination"
    title: ClassVar[str] = "Examen d’un dossier"
    obliges: ClassVar[str] = "Les données cachées sont absentes de ce que le comité lit."
    once_by: ClassVar[tuple[str, ...] | None] = ("committee",)

    committee: Annotated[Code, "comité"]
    hides: Annotated[tuple[Code, ...], "données cachées"]

    def sentence(self) -> str:
        return (
            f"Le comité lit un dossier sans {len(self.hides)} données d’identité."
            if self.hides
            else "Le comité lit tout."
        )
