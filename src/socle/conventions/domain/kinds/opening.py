"""What must be in before a service opens (MCP-03, MCP-53)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import Word, listed


class Need(Word):
    """A condition of opening."""

    CONVENTION_SIGNED = "convention_signed", "la convention signée"
    CONTRAT_SIGNED = "contrat_signed", "le contrat de service signé"
    BULLETIN_SIGNED = "bulletin_signed", "le bulletin du service signé"
    PIECES_RECEIVED = "pieces_received", "les pièces justificatives reçues"
    PARTNER_FORMALITIES = "partner_formalities", "les formalités du partenaire terminées"
    CAISSE_FORMALITIES = "caisse_formalities", "les formalités de la caisse terminées"


@dataclass(frozen=True, slots=True)
class Opening(Body):
    kind: ClassVar[str] = "opening"
    title: ClassVar[str] = "Ouverture des services"
    obliges: ClassVar[str] = "Aucun service n’est ouvert tant qu’une condition manque."

    needs: Annotated[tuple[Need, ...], "conditions, toutes nécessaires"]

    def sentence(self) -> str:
        return f"Un service s’ouvre avec {listed(self.needs)}."
