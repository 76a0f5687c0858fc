"""Which browsers are refused (MCP-30)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import listed


@dataclass(frozen=True, slots=True)
class Browser(Body):
    kind: ClassVar[str] = "browser"
    title: ClassVar[str] = "Navigateur"
    obliges: ClassVar[str] = "Une connexion par un navigateur refusé s’arrête, avec une explication."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    oldest: Annotated[tuple[str, ...], 'version la plus ancienne admise, par navigateur, par exemple "firefox 115"']
    explained: Annotated[bool, "le refus est expliqué"] = True
    reviewed_on: Annotated[date | None, "jour de la dernière mise à jour de la liste"] = None

    def sentence(self) -> str:
        return f"Navigateurs admis à partir de : {listed(self.oldest)}."
