"""A delay that a party must keep (MCP-08, MCP-33, DRT-04)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.duty import Duty, facing
from socle.conventions.domain.types import Code, DelayText
from socle.conventions.domain.vocabulary import word
from socle.conventions.domain.words import Side, Start


@dataclass(frozen=True, slots=True)
class Deadline(Body):
    kind: ClassVar[str] = "deadline"
    title: ClassVar[str] = "Délai"
    obliges: ClassVar[str] = "Passé le délai, le retard est montré à celui qui doit et à celui qui attend."
    once_by: ClassVar[tuple[str, ...] | None] = ("of",)

    of: Annotated[Code, "ce qui est dû"]
    starts: Annotated[Start, "fait qui le fait courir"]
    owner: Annotated[Side, "qui doit"]
    is_interpreted: Annotated[bool, "l’unité ou le départ n’est pas écrit : lecture convenue"] = False
    within: Annotated[DelayText | None, "délai ; absent : sans délai"] = None

    def sentence(self) -> str:
        reading = " (lecture convenue)" if self.is_interpreted else ""
        within = f"sous {spoken(self.within)}" if self.within else "sans délai"
        return f"{self.owner.headline} : {within} à partir de {self.starts.label}{reading}."

    def owed(self) -> Iterator[Duty]:
        what = f"agir dans le délai « {word(self.of)} »"
        yield Duty("delai", what, self.owner, facing(self.owner), within=self.within, starts=self.starts)
