"""When a convention takes effect (MCP-03)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import Word, listed


class Need(Word):
    """A condition of taking effect."""

    SIGNATURES = "signatures", "la signature de toutes les parties"
    FORMALITIES = "formalities", "l’issue favorable des formalités de protection des données des parties"
    DELIBERATION = "deliberation", "une délibération exécutoire"


@dataclass(frozen=True, slots=True)
class Effect(Body):
    kind: ClassVar[str] = "effect"
    title: ClassVar[str] = "Prise d’effet"
    obliges: ClassVar[str] = "La convention n’a pas d’effet tant qu’une condition manque."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    needs: Annotated[tuple[Need, ...], "conditions, toutes nécessaires"]

    def sentence(self) -> str:
        return f"La convention prend effet après {listed(self.needs)}."
