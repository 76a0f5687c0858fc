"""An agreed reading of an unclear text, dated and applied (MCP-08, DRT-04, FSV-13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import Code, TermId


@dataclass(frozen=True, slots=True)
class Interpretation(Body):
    kind: ClassVar[str] = "interpretation"
    title: ClassVar[str] = "Lecture convenue"
    obliges: ClassVar[str] = "La lecture s’applique à partir de sa date, et l’écran dit qu’elle en est une."

    question: Annotated[str, "ce que le texte ne dit pas"]
    reading: Annotated[str, "ce que les parties ont convenu"]
    agreed_on: Annotated[date | None, "jour de l’accord ; vide tant que la lecture est celle du modèle"] = None
    about: Annotated[TermId | None, "terme ou contradiction que la lecture précise"] = None
    chosen: Annotated[Code | None, "code de la lecture retenue, quand un calcul en dépend"] = None

    def sentence(self) -> str:
        origin = (
            f"lecture convenue le {self.agreed_on:%d/%m/%Y}" if self.agreed_on else "lecture par défaut, à convenir"
        )
        return f"{self.question} {self.reading} ({origin})."
