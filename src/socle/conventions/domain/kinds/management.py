"""Who manages the habilitations of the partner (MCP-20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import Word


class Mode(Word):
    """Delegated to the partner, or kept by the caisse."""

    DELEGUE = "delegue", "délégué"
    CENTRALISE = "centralise", "centralisé"


@dataclass(frozen=True, slots=True)
class Management(Body):
    kind: ClassVar[str] = "management"
    title: ClassVar[str] = "Mode de gestion"
    obliges: ClassVar[str] = (
        "En mode délégué le partenaire donne et retire ses droits ; en mode centralisé la caisse le fait."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ()

    mode: Annotated[Mode, "mode choisi par les parties"]

    def sentence(self) -> str:
        return f"Les habilitations sont gérées en mode {self.mode.label}."
