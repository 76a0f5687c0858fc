"""What stays secret, and for how long (MCP-13, URS-11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import Code
from socle.conventions.domain.words import Side


@dataclass(frozen=True, slots=True)
class Secrecy(Body):
    kind: ClassVar[str] = "secrecy"
    title: ClassVar[str] = "Secret"
    obliges: ClassVar[str] = "Une information couverte n’est ni divulguée, ni utilisée à autre chose."

    covers: Annotated[tuple[Code, ...], "informations couvertes"]
    survives: Annotated[bool, "le secret continue après la fin"]
    binds: Annotated[Side, "qui est tenu"] = Side.ALL

    def sentence(self) -> str:
        after = ", même après la fin" if self.survives else ""
        return f"{self.binds.headline} : secret et confidentialité{after}."
