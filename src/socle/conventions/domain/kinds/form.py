"""A form and the items it must carry (MCP-27, MCP-40)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import Code, Word, listed


class Signer(Word):
    """Who signs a form."""

    PARTNER = "partner", "le partenaire"
    ADMINISTRATOR = "administrator", "le nouvel administrateur"
    CAISSE = "caisse", "la caisse"


@dataclass(frozen=True, slots=True)
class FormSheet(Body):
    kind: ClassVar[str] = "form"
    title: ClassVar[str] = "Formulaire"
    obliges: ClassVar[str] = "Un formulaire incomplet ou non signé est refusé, avec la liste de ce qui manque."
    once_by: ClassVar[tuple[str, ...] | None] = ("of",)

    of: Annotated[Code, "ce que le formulaire demande"]
    items: Annotated[tuple[Code, ...], "mentions obligatoires"]
    signed_by: Annotated[tuple[Signer, ...], "qui signe"] = ()
    only_for: Annotated[str | None, "seul usage des coordonnées"] = None

    def sentence(self) -> str:
        signed = f", signé par {listed(self.signed_by)}" if self.signed_by else ""
        return f"Formulaire avec {len(self.items)} mentions obligatoires{signed}."
