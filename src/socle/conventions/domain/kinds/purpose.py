"""Why a file may be read with a profile (MCP-07, MCP-23, MCP-60)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import MissionCode, ProfileCode, PurposeCode, ServiceCode, listed


@dataclass(frozen=True, slots=True)
class Purpose(Body):
    kind: ClassVar[str] = "purpose"
    title: ClassVar[str] = "Finalité"
    obliges: ClassVar[str] = "Une consultation sans finalité du profil est refusée et tracée."
    once_by: ClassVar[tuple[str, ...] | None] = ("service", "code")

    code: Annotated[PurposeCode, "code de la finalité"]
    label: Annotated[str, "finalité, telle que la personne la choisit"]
    service: Annotated[ServiceCode, "service"]
    profiles: Annotated[tuple[ProfileCode, ...], "profils qui peuvent la déclarer"]
    missions: Annotated[tuple[MissionCode, ...], "missions qui la portent ; l’une doit être cochée"] = ()
    temporary: Annotated[bool, "seulement pour un temps : l’habilitation porte une date de fin"] = False

    def sentence(self) -> str:
        return f"Finalité « {self.label} » pour {listed(self.profiles)}."
