"""The act by which a public body authorised the signature (MCP-11, FSV-01)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.finding import Flaw, Severity
from socle.conventions.domain.types import CtesText


@dataclass(frozen=True, slots=True)
class Deliberation(Body):
    kind: ClassVar[str] = "deliberation"
    title: ClassVar[str] = "Délibération"
    obliges: ClassVar[str] = "Les dates de l’acte se comparent à celles de la signature ; tout écart est signalé."
    once_by: ClassVar[tuple[str, ...] | None] = ("ctes",)

    body: Annotated[str, "assemblée"]
    ctes: Annotated[CtesText, "identifiant de l’acte transmis"]
    voted_on: Annotated[date, "jour du vote"]
    sent_on: Annotated[date | None, "envoi en préfecture"] = None
    received_on: Annotated[date | None, "réception en préfecture"] = None
    published_on: Annotated[date | None, "publication"] = None

    def flaws(self) -> Iterator[Flaw]:
        stamps = [day for day in (self.voted_on, self.sent_on, self.received_on, self.published_on) if day]
        if stamps != sorted(stamps):
            yield Flaw(
                "voted_on", "les dates de l’acte ne se suivent pas", "Vérifiez vote, envoi, réception et publication"
            )
        for name in ("received_on", "published_on"):
            if getattr(self, name) is None:
                yield Flaw(
                    name,
                    f"la date « {name} » est en blanc : l’acte n’est pas exécutoire",
                    "Reportez la date du tampon",
                    Severity.WARNING,
                )

    def sentence(self) -> str:
        return f"Acte {self.ctes}, voté le {self.voted_on:%d/%m/%Y} : {self.body}."
