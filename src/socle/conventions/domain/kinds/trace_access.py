"""Who reads which traces, and by which way (MCP-32)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import Word, listed
from socle.conventions.domain.words import Role


class Reach(Word):
    """How far a reader of traces sees."""

    EVERY = "every", "toutes les traces"
    ORGANISATION = "organisation", "toutes les traces de son organisme"
    OWN = "own", "ses propres traces"


@dataclass(frozen=True, slots=True)
class TraceAccess(Body):
    kind: ClassVar[str] = "trace_access"
    title: ClassVar[str] = "Accès aux traces"
    obliges: ClassVar[str] = "Une lecture de traces hors de cette liste est refusée."
    once_by: ClassVar[tuple[str, ...] | None] = ("role", "reach")

    role: Annotated[Role, "lecteur"]
    reach: Annotated[Reach, "traces qu’il lit"]
    directly: Annotated[bool, "sans demande à un tiers"]
    through: Annotated[tuple[Role, ...], "par qui passe la demande, dans l’ordre"] = ()

    def flaws(self) -> Iterator[Flaw]:
        if self.directly == bool(self.through):
            yield Flaw(
                "through",
                "une lecture est directe ou passe par quelqu’un",
                "Écrivez « through » quand « directly = false », et seulement alors",
            )

    def sentence(self) -> str:
        way = "directement" if self.directly else f"sur demande, par {listed(self.through, 'puis')}"
        return f"{self.role.headline} lit {self.reach.label}, {way}."
