"""To whom a right may be given, and when it is taken back (MCP-23)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty, facing
from socle.conventions.domain.types import DelayText, Word, listed
from socle.conventions.domain.words import Side, Start


class Change(Word):
    """What ends the need for a right."""

    DEPARTURE = "departure", "départ"
    FUNCTION = "function", "changement de fonction"


@dataclass(frozen=True, slots=True)
class Assignment(Body):
    kind: ClassVar[str] = "assignment"
    title: ClassVar[str] = "Moindre affectation"
    obliges: ClassVar[str] = (
        "Un droit est personnel, limité au besoin, et retiré au départ ou au changement de fonction."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ()

    own_staff_only: Annotated[bool, "seulement des personnes sous la responsabilité du partenaire"]
    shared: Annotated[bool, "un droit peut servir à plusieurs personnes"]
    removed_on: Annotated[tuple[Change, ...], "changements qui obligent à retirer le droit"]
    removed_by: Annotated[Side, "qui retire le droit"]
    within: Annotated[DelayText | None, "délai ; absent : sans délai"] = None

    def sentence(self) -> str:
        shared = "peut être partagé" if self.shared else "n’est jamais partagé"
        return f"Un droit {shared} ; {self.removed_by.label} le retire en cas de {listed(self.removed_on, 'ou')}."

    def owed(self) -> Iterator[Duty]:
        yield Duty(
            "retrait",
            f"retirer le droit en cas de {listed(self.removed_on, 'ou')}",
            self.removed_by,
            facing(self.removed_by),
            within=self.within,
            starts=Start.ACTION,
            proof="le retrait tracé",
        )
