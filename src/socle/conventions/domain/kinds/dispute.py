"""How a dispute is settled (MCP-10, DRT-14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.types import DelayText, Word


class Court(Word):
    """Who judges after the amicable attempt."""

    COMPETENT = "competent", "la juridiction compétente"
    ADMINISTRATIVE = "administrative", "le tribunal administratif"


@dataclass(frozen=True, slots=True)
class Dispute(Body):
    kind: ClassVar[str] = "dispute"
    title: ClassVar[str] = "Litige"
    obliges: ClassVar[str] = "Le juge n’est saisi qu’après la tentative amiable, quand le texte la demande."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    amicable_first: Annotated[bool, "une tentative amiable précède le juge"]
    court: Annotated[Court, "juge"] = Court.COMPETENT
    shortest: Annotated[DelayText | None, "durée minimale de la tentative amiable"] = None
    longest: Annotated[DelayText | None, "durée maximale de la tentative amiable"] = None

    def sentence(self) -> str:
        if not self.amicable_first:
            return f"Le litige va devant {self.court.label}."
        bounds = f" (de {spoken(self.shortest)} à {spoken(self.longest)})" if self.shortest and self.longest else ""
        return f"Une solution amiable est cherchée d’abord{bounds}, puis {self.court.label} est saisie."
