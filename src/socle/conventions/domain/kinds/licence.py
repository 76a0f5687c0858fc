"""What the receiver may do with the files exchanged (DRT-10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import Code, Word, listed


class Act(Word):
    """What a licence lets or forbids."""

    USE = "use", "utiliser"
    REPRODUCE = "reproduce", "reproduire"
    ADAPT = "adapt", "adapter"
    MODIFY = "modify", "modifier"
    DISTRIBUTE = "distribute", "diffuser"


@dataclass(frozen=True, slots=True)
class Licence(Body):
    kind: ClassVar[str] = "licence"
    title: ClassVar[str] = "Licence"
    obliges: ClassVar[str] = (
        "Un acte hors de la licence, ou hors de son territoire, est refusé ; elle cesse avec la convention."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ("of",)

    of: Annotated[Code, "ce qui est concédé"]
    allows: Annotated[tuple[Act, ...], "actes permis"]
    territory: Annotated[Code, "territoire"]
    forbids: Annotated[tuple[Act, ...], "actes interdits"] = ()
    missions_only: Annotated[bool, "dans les seules missions de la convention"] = True
    ends_with_convention: Annotated[bool, "elle dure autant que la convention"] = True
    software_transferred: Annotated[bool, "des droits sur les logiciels passent à l’autre partie"] = False

    def sentence(self) -> str:
        forbids = f", pas {listed(self.forbids, 'ni')}" if self.forbids else ""
        return f"La licence permet de {listed(self.allows)}{forbids}."
