"""An interlocutor that a party must name and keep current (MCP-28)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty, facing
from socle.conventions.domain.types import ClauseText, Word
from socle.conventions.domain.words import ContactRole, Side


class Detail(Word):
    """What the annex gives of an interlocutor, besides the name."""

    CAPACITY = "capacity", "qualité"
    EMAIL = "email", "courriel"
    PHONE = "phone", "téléphone"


@dataclass(frozen=True, slots=True)
class ContactDuty(Body):
    kind: ClassVar[str] = "contact_role"
    title: ClassVar[str] = "Interlocuteur"
    obliges: ClassVar[str] = "Un rôle cité par le texte et laissé vide à l’annexe est signalé."
    once_by: ClassVar[tuple[str, ...] | None] = ("role", "side")

    role: Annotated[ContactRole, "rôle à pourvoir"]
    side: Annotated[Side, "partie qui le pourvoit"]
    at_least: Annotated[int, "combien au moins"] = 1
    used_by: Annotated[ClauseText | None, "clause qui se sert de ce rôle"] = None
    each_party: Annotated[bool, "chaque partie de ce côté en nomme autant"] = False
    items: Annotated[tuple[Detail, ...], "coordonnées demandées"] = ()

    def sentence(self) -> str:
        return f"Rôle « {self.role.label} » pour {self.side.label} : {self.at_least} au moins."

    def owed(self) -> Iterator[Duty]:
        what = f"nommer et tenir à jour : {self.role.label}"
        yield Duty("nomination", what, self.side, facing(self.side), proof="la liste des interlocuteurs")
