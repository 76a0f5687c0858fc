"""Groups of data that a profile does not read under this convention (MCP-62)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import ProfileCode, ServiceCode, Word, listed


class DataGroup(Word):
    """The groups of data of a beneficiary’s file."""

    IDENTITY = "identity", "l’identité"
    ADDRESS = "address", "l’adresse"
    FAMILY = "family", "la famille"
    RESOURCES = "resources", "les ressources"
    QUOTIENT_FAMILIAL = "quotient_familial", "le quotient familial"
    RIGHTS = "rights", "les droits et paiements"
    HOUSING = "housing", "le logement"
    DEBTS = "debts", "les dettes"


@dataclass(frozen=True, slots=True)
class Withheld(Body):
    kind: ClassVar[str] = "withheld"
    title: ClassVar[str] = "Données retirées"
    obliges: ClassVar[str] = "Une convention ne peut que retirer : ces groupes sont absents de la réponse."

    service: Annotated[ServiceCode, "service"]
    profile: Annotated[ProfileCode, 'profil ; "*" pour tous']
    groups: Annotated[tuple[DataGroup, ...], "groupes de données retirés"]

    def sentence(self) -> str:
        return f"Le profil {self.profile} ne lit pas : {listed(self.groups)}."
