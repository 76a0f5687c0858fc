"""A room of the house: its area, who furnishes it, who else may use it (FSV-07)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import EVERYBODY, Bearer, Code, DecimalText, Word
from socle.conventions.domain.words import decimal


class Access(Word):
    """How one enters."""

    HOUSE = "house", "aux heures du lieu"
    BADGE = "badge", "par badge"


@dataclass(frozen=True, slots=True)
class Room(Body):
    kind: ClassVar[str] = "room"
    title: ClassVar[str] = "Salle"
    obliges: ClassVar[str] = "Une salle n’est jamais tenue par deux personnes à la fois."
    once_by: ClassVar[tuple[str, ...] | None] = ("code",)

    code: Annotated[Code, "code de la salle"]
    place: Annotated[Code, "lieu"]
    number: Annotated[str | None, "numéro ou nom sur la porte"] = None
    area: Annotated[DecimalText | None, "surface, en mètres carrés"] = None
    furnished_by: Annotated[Bearer | None, "qui la meuble"] = None
    lent_outside: Annotated[bool, "prêtée à d’autres hors des jours de la convention"] = False
    access: Annotated[Access, "accès"] = Access.HOUSE
    floor: Annotated[Code | None, "étage"] = None

    def sentence(self) -> str:
        named = f" {self.number}" if self.number else ""
        area = f", {decimal(self.area)} m²" if self.area else ""
        lent = " ; prêtée à d’autres hors de ses jours" if self.lent_outside else ""
        return f"Salle{named}{area}, accès {self.access.label}{lent}."

    def owed(self) -> Iterator[Duty]:
        if self.furnished_by:
            yield Duty("mobilier", f"meubler la salle {self.number or self.code}", self.furnished_by, EVERYBODY)
