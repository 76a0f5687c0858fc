"""Each party keeps its people, its word and its name (FSV-05, URS-11, URS-14, ISU-05)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.kernel.french import headline


@dataclass(frozen=True, slots=True)
class Independence(Body):
    kind: ClassVar[str] = "independence"
    title: ClassVar[str] = "Autonomie des parties"
    obliges: ClassVar[str] = (
        "Un ordre donné aux agents d’une autre partie, ou un engagement pris en son nom, est sans effet."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ()

    agents_under_employer: Annotated[bool, "chaque agent reste sous l’autorité de son employeur"]
    subordination: Annotated[bool, "un lien de subordination existe entre les parties"] = False
    binds_other: Annotated[bool, "une partie peut engager l’autre"] = False

    def sentence(self) -> str:
        binds = "une partie peut engager l’autre" if self.binds_other else "aucune partie n’engage l’autre"
        under = (
            "chaque agent reste sous l’autorité de son employeur"
            if self.agents_under_employer
            else "les agents sont dirigés en commun"
        )
        return f"{headline(under)} ; {binds}."
