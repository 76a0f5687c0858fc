"""The convention that this one replaces, without gap nor overlap (FSV-03)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body


@dataclass(frozen=True, slots=True)
class Succession(Body):
    kind: ClassVar[str] = "succession"
    title: ClassVar[str] = "Succession"
    obliges: ClassVar[str] = "L’ancienne convention finit la veille ; tout écart entre les deux est signalé."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    replaces: Annotated[str, "convention remplacée"]
    on: Annotated[date, "premier jour de la nouvelle"]
    former_ended_on: Annotated[date | None, "dernier jour de l’ancienne"] = None

    def sentence(self) -> str:
        return f"À partir du {self.on:%d/%m/%Y}, cette convention remplace {self.replaces}."
