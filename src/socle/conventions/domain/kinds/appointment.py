"""Who appoints the administrators of a partner and manages their rights (MCP-20)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty, facing, side_of
from socle.conventions.domain.words import Role, Start


@dataclass(frozen=True, slots=True)
class Appointment(Body):
    kind: ClassVar[str] = "appointment"
    title: ClassVar[str] = "Désignation des administrateurs"
    obliges: ClassVar[str] = "Personne d’autre ne nomme ces administrateurs ni ne touche leurs droits."
    once_by: ClassVar[tuple[str, ...] | None] = ("role",)

    role: Annotated[Role, "administrateur nommé"]
    by: Annotated[Role, "qui le nomme et gère ses droits"] = Role.CAISSE_ADMIN
    count: Annotated[int, "combien au plus"] = 1

    def sentence(self) -> str:
        return f"{self.by.headline} nomme {self.role.label} ({self.count}) et gère seul ses droits."

    def owed(self) -> Iterator[Duty]:
        side = side_of(self.by)
        yield Duty("nomination", f"nommer {self.role.label}", side, facing(side), starts=Start.SIGNATURE)
