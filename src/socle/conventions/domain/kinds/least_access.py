"""A profile opens only the groups of data that its purpose needs (MCP-23, MCP-62)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import Code


@dataclass(frozen=True, slots=True)
class LeastAccess(Body):
    kind: ClassVar[str] = "least_access"
    title: ClassVar[str] = "Moindre accès"
    obliges: ClassVar[str] = "Ce qui n’est pas nécessaire est absent de la réponse, et la personne lit pourquoi."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    absent: Annotated[bool, "les données non nécessaires sont absentes, pas seulement cachées"]
    explained: Annotated[bool, "la réponse dit pourquoi et à qui demander"]
    source: Annotated[Code, "matrice de référence"]
    is_official: Annotated[bool, "la matrice est publiée par l’organisme national"] = False

    def sentence(self) -> str:
        official = "" if self.is_official else " (matrice non officielle)"
        return f"Un profil ne lit que les données utiles à sa finalité{official}."
