"""How long data are kept, and from which fact (MCP-31)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import DelayText, Word
from socle.conventions.domain.words import Side, Start


class Kept(Word):
    """Data with a written retention."""

    TRACES = "traces", "traces"
    HABILITATIONS = "habilitations", "données liées aux habilitations"
    DOCUMENTS = "documents", "documents de la convention"
    CASES = "cases", "saisines"


@dataclass(frozen=True, slots=True)
class Retention(Body):
    kind: ClassVar[str] = "retention"
    title: ClassVar[str] = "Conservation"
    obliges: ClassVar[str] = "Les données sont gardées jusqu’au bout du délai, puis effacées ; ni moins, ni plus."
    once_by: ClassVar[tuple[str, ...] | None] = ("of",)

    of: Annotated[Kept, "données gardées"]
    keep: Annotated[DelayText, "durée"]
    starts: Annotated[Start, "fait qui fait courir la durée"]

    def sentence(self) -> str:
        return f"{self.of.headline} : {spoken(self.keep)} à partir de {self.starts.label}."

    def owed(self) -> Iterator[Duty]:
        what = f"garder puis effacer : {self.of.label} ({spoken(self.keep)} à partir de {self.starts.label})"
        yield Duty("conservation", what, Side.ALL, Side.ALL, proof="le compte des effacements")
