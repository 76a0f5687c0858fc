"""How the load is shared between the parties and shown (ISU-07)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Code, DelayText
from socle.conventions.domain.words import Side


@dataclass(frozen=True, slots=True)
class LoadSharing(Body):
    kind: ClassVar[str] = "load_sharing"
    title: ClassVar[str] = "Partage de la charge"
    obliges: ClassVar[str] = "La charge de chacun est mesurée et montrée ; l’écart n’est jamais corrigé en silence."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    measures: Annotated[tuple[Code, ...], "ce qui est mesuré"]
    shown_to: Annotated[Code, "comité à qui elle est montrée"]
    tolerance: Annotated[int | None, "écart admis entre les parts, en points ; absent : aucun n’est écrit"] = None
    every: Annotated[DelayText | None, "fréquence de la mesure"] = None

    def sentence(self) -> str:
        tolerance = f", à {self.tolerance} points près" if self.tolerance is not None else ""
        return f"La charge est répartie également{tolerance}, d’après {len(self.measures)} mesures."

    def owed(self) -> Iterator[Duty]:
        yield Duty("mesure", "mesurer et montrer la charge de chaque partie", Side.ALL, Side.ALL, every=self.every)
