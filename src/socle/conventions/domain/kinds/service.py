"""A service of the convention, opened by its bulletin (MCP-03, MCP-52, MCP-60)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import Code, DocumentId, Word, listed


class Offer(Word):
    """What a service lets its users do."""

    CONSULT = "consult", "consulter un dossier"
    DECLARE_ACTIVITY = "declare_activity", "déclarer l’activité"
    DECLARE_FINANCE = "declare_finance", "déclarer les données financières"
    JUSTIFY = "justify", "justifier les contrôles de cohérence"
    COMPARE = "compare", "comparer ses statistiques aux moyennes locales et nationales"
    MANAGE_RIGHTS = "manage_rights", "gérer les habilitations"


@dataclass(frozen=True, slots=True)
class Service(Body):
    kind: ClassVar[str] = "service"
    title: ClassVar[str] = "Service"
    obliges: ClassVar[str] = "Un service sans bulletin, ou dit fermé, n’ouvre aucun droit."
    once_by: ClassVar[tuple[str, ...] | None] = ("code",)

    code: Annotated[Code, "code du service"]
    name: Annotated[str, "nom du service"]
    summary: Annotated[str, "à quoi il sert"]
    bulletin: Annotated[DocumentId | None, "bulletin qui l’ouvre"] = None
    opened: Annotated[bool, "la convention l’ouvre"] = True
    offers: Annotated[tuple[Offer, ...], "ce qu’il permet"] = ()

    def sentence(self) -> str:
        opened = "est ouvert" if self.opened else "n’est pas ouvert"
        offers = f" Il permet de {listed(self.offers)}." if self.offers else ""
        return f"Le service « {self.name} » {opened}.{offers}"
