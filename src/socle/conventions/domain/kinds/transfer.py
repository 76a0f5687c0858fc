"""Whether rights and duties of the convention may pass to someone else (MCP-13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body


@dataclass(frozen=True, slots=True)
class Transfer(Body):
    kind: ClassVar[str] = "transfer"
    title: ClassVar[str] = "Cession"
    obliges: ClassVar[str] = "Une cession sans l’accord écrit et préalable est refusée."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    allowed: Annotated[bool, "la cession est permise"]
    with_consent: Annotated[bool, "avec l’accord préalable et écrit de l’autre partie"]

    def sentence(self) -> str:
        consent = " sans accord préalable et écrit" if self.with_consent else ""
        return "La cession est libre." if self.allowed and not self.with_consent else f"Aucune cession{consent}."
