"""A mission of the partner, ticked or not in the convention (MCP-07)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import MissionCode, ProfileCode, ServiceCode, listed


@dataclass(frozen=True, slots=True)
class Mission(Body):
    kind: ClassVar[str] = "mission"
    title: ClassVar[str] = "Mission"
    obliges: ClassVar[str] = "Sans mission cochée, aucune consultation : ce serait un détournement de finalité."
    once_by: ClassVar[tuple[str, ...] | None] = ("code",)

    code: Annotated[MissionCode, "code de la mission"]
    name: Annotated[str, "mission"]
    public: Annotated[str, "agents concernés"]
    tasks: Annotated[tuple[str, ...], "ce que la mission comprend"]
    services: Annotated[tuple[ServiceCode, ...], "services qu’elle porte"]
    profiles: Annotated[tuple[ProfileCode, ...], "profils qu’elle porte"] = ()
    ticked: Annotated[bool | None, "la convention la coche"] = None

    def flaws(self) -> Iterator[Flaw]:
        if self.ticked is None:
            yield Flaw(
                "ticked",
                f"la mission « {self.name} » n’est ni cochée ni écartée",
                "Écrivez « ticked = true » ou « ticked = false »",
            )

    def sentence(self) -> str:
        ticked = {True: "cochée", False: "non cochée", None: "à cocher ou non"}[self.ticked]
        return f"Mission « {self.name} » ({ticked}) : {listed(self.tasks)}."
