"""What happens at the end of a period (MCP-03)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import DelayText, Word


class Mode(Word):
    """Silence renews, an agreement renews, or nothing does."""

    TACIT = "tacit", "par tacite reconduction"
    EXPRESS = "express", "par accord exprès"
    NONE = "none", "sans reconduction"


@dataclass(frozen=True, slots=True)
class Renewal(Body):
    kind: ClassVar[str] = "renewal"
    title: ClassVar[str] = "Reconduction"
    obliges: ClassVar[str] = "Sans résiliation, une nouvelle période commence quand la reconduction est tacite."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    mode: Annotated[Mode, "comment une nouvelle période commence"]
    every: Annotated[DelayText | None, "durée de chaque nouvelle période"] = None

    def flaws(self) -> Iterator[Flaw]:
        if self.mode is Mode.TACIT and self.every is None:
            yield Flaw("every", "la période reconduite n’a pas de durée", 'Ajoutez « every », par exemple "P1Y"')

    def sentence(self) -> str:
        every = f", pour {spoken(self.every)} chaque fois" if self.every else ""
        return (
            f"L’acte continue {self.mode.label}{every}." if self.mode is not Mode.NONE else "L’acte finit à son terme."
        )
