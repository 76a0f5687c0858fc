"""Who is called when no answer comes (MCP-41)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.duty import Duty, facing
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import ContactId, DelayText
from socle.conventions.domain.words import Side, Start


@dataclass(frozen=True, slots=True)
class Escalation(Body):
    kind: ClassVar[str] = "escalation"
    title: ClassVar[str] = "Escalade"
    obliges: ClassVar[str] = (
        "L’escalade est ouverte après le délai, ou aussitôt pour une urgence ; elle suit l’ordre des contacts."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ("awaits",)

    after: Annotated[DelayText, "délai sans réponse"]
    urgent_at_once: Annotated[bool, "une urgence l’ouvre aussitôt"]
    awaits: Annotated[Side, "de qui la réponse est attendue"]
    ladder: Annotated[tuple[ContactId, ...], "contacts, dans l’ordre d’appel"] = ()

    def flaws(self) -> Iterator[Flaw]:
        if not self.ladder:
            yield Flaw(
                "ladder", "personne n’est nommé dans l’escalade", "Écrivez « ladder » : les contacts, dans l’ordre"
            )

    def sentence(self) -> str:
        urgent = ", ou aussitôt si une partie juge le cas urgent" if self.urgent_at_once else ""
        return f"Sans réponse de {self.awaits.label} sous {spoken(self.after)}{urgent}, l’escalade peut commencer."

    def owed(self) -> Iterator[Duty]:
        what = "répondre avant que l’escalade s’ouvre"
        yield Duty("reponse", what, self.awaits, facing(self.awaits), within=self.after, starts=Start.RECEIPT)
