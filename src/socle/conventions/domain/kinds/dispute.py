"""How a dispute is settled (MCP-10, DRT-14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Code, DelayText, Word
from socle.conventions.domain.words import Side, Start


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
    committee: Annotated[Code | None, "comité qui tente la conciliation"] = None

    def sentence(self) -> str:
        if not self.amicable_first:
            return f"Le litige va devant {self.court.label}."
        bounds = f" (de {spoken(self.shortest)} à {spoken(self.longest)})" if self.shortest and self.longest else ""
        return f"Une solution amiable est cherchée d’abord{bounds}, puis {self.court.label} est saisie."

    def owed(self) -> Iterator[Duty]:
        if self.amicable_first:
            what = "tenter une solution amiable avant le juge"
            yield Duty("conciliation", what, Side.ALL, Side.ALL, within=self.longest, starts=Start.SAISINE)
