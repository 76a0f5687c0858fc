"""The order between documents, when one is written (MCP-02)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import listed
from socle.conventions.domain.words import DocumentKind


@dataclass(frozen=True, slots=True)
class Precedence(Body):
    kind: ClassVar[str] = "precedence"
    title: ClassVar[str] = "Ordre des documents"
    obliges: ClassVar[str] = "Sans ordre écrit, une contradiction est signalée et personne ne la tranche en silence."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    order: Annotated[
        tuple[DocumentKind, ...], "documents, du plus fort au plus faible ; vide si le texte n’en dit rien"
    ] = ()
    unless_said: Annotated[bool, "un document plus faible l’emporte quand il le dit"] = False

    def sentence(self) -> str:
        if not self.order:
            return "Aucun document ne l’emporte sur un autre : une contradiction est signalée."
        unless = ", sauf dérogation écrite" if self.unless_said else ""
        return f"En cas de contradiction l’emporte, dans l’ordre : {listed(self.order, 'puis')}{unless}."
