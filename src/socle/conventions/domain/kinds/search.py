"""How a file is found: never a list of people (MCP-63)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import ServiceCode, Word, listed


class Key(Word):
    """The exact keys."""

    NUMBER = "number", "le code de la caisse et le numéro d’allocataire"
    IDENTITY = "identity", "l’identité complète"


@dataclass(frozen=True, slots=True)
class Search(Body):
    kind: ClassVar[str] = "search"
    title: ClassVar[str] = "Recherche"
    obliges: ClassVar[str] = (
        "Une recherche qui ne donne pas exactement une personne ne montre rien et demande de préciser."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ("service",)

    service: Annotated[ServiceCode, "service"]
    keys: Annotated[tuple[Key, ...], "clés acceptées"]
    matches: Annotated[int, "nombre exact de personnes trouvées pour ouvrir un dossier"] = 1
    failures_traced: Annotated[bool, "une recherche sans résultat est tracée"] = True

    def sentence(self) -> str:
        return f"Un dossier se trouve par {listed(self.keys, 'ou')}, jamais par une liste."
