"""The tree of places where a service is given (MCP-50)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import Code, ServiceCode, listed


@dataclass(frozen=True, slots=True)
class Structure(Body):
    kind: ClassVar[str] = "structure"
    title: ClassVar[str] = "Arborescence"
    obliges: ClassVar[str] = "Un droit ou une déclaration se rattache à un niveau de cet arbre."
    once_by: ClassVar[tuple[str, ...] | None] = ("service",)

    service: Annotated[ServiceCode, "service"]
    levels: Annotated[tuple[Code, ...], "niveaux, du plus large au plus fin"]
    natures: Annotated[tuple[str, ...], "natures d’équipement admises"] = ()

    def sentence(self) -> str:
        return f"L’arbre compte {len(self.levels)} niveaux ; équipements : {listed(self.natures, 'ou')}."
