"""How a document is changed (MCP-05)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import DocumentId, listed
from socle.conventions.domain.words import DocumentKind, Form, Side, Start


@dataclass(frozen=True, slots=True)
class Amendment(Body):
    kind: ClassVar[str] = "amendment"
    title: ClassVar[str] = "Modification"
    obliges: ClassVar[str] = "Un document changé autrement ne vaut pas : l’ancien texte reste en vigueur."

    of: Annotated[tuple[DocumentKind, ...], "documents concernés"]
    form: Annotated[Form, "forme du changement"]
    resent: Annotated[bool, "le document changé est envoyé de nouveau"] = False
    documents: Annotated[tuple[DocumentId, ...], "seulement ces documents ; aucun : tous ceux de ces natures"] = ()
    asked_by: Annotated[Form | None, "forme de la demande de changement"] = None
    by_delegate: Annotated[bool, "signé d’une personne ayant délégation"] = False

    def sentence(self) -> str:
        resent = ", avec un nouvel envoi" if self.resent else ""
        asked = f", sur demande par {self.asked_by.label}" if self.asked_by else ""
        return f"Pour changer {listed(self.of, 'ou')} : {self.form.label}{resent}{asked}."

    def owed(self) -> Iterator[Duty]:
        if self.resent:
            yield Duty(
                "renvoi",
                f"renvoyer {listed(self.of, 'ou')} après un changement",
                Side.ALL,
                Side.ALL,
                starts=Start.ACTION,
            )
