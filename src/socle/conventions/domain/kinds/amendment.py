"""How a document is changed (MCP-05)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import listed
from socle.conventions.domain.words import DocumentKind, Form


@dataclass(frozen=True, slots=True)
class Amendment(Body):
    kind: ClassVar[str] = "amendment"
    title: ClassVar[str] = "Modification"
    obliges: ClassVar[str] = "Un document changé autrement ne vaut pas : l’ancien texte reste en vigueur."

    of: Annotated[tuple[DocumentKind, ...], "documents concernés"]
    form: Annotated[Form, "forme du changement"]
    resent: Annotated[bool, "le document changé est envoyé de nouveau"] = False

    def sentence(self) -> str:
        resent = ", avec un nouvel envoi" if self.resent else ""
        return f"Pour changer {listed(self.of, 'ou')} : {self.form.label}{resent}."
