"""What a service promises, and from which value it fails (ISU-12, ISU-03)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import EVERYBODY, Bearer, Code, DecimalText, DelayText, Word


class Sense(Word):
    """On which side of the target one must stay."""

    AT_LEAST = "at_least", "au moins"
    AT_MOST = "at_most", "au plus"


@dataclass(frozen=True, slots=True)
class Indicator(Body):
    kind: ClassVar[str] = "indicator"
    title: ClassVar[str] = "Engagement de service"
    obliges: ClassVar[str] = "Une valeur hors de sa cible appelle une action corrective du comité qui la suit."
    once_by: ClassVar[tuple[str, ...] | None] = ("code",)

    code: Annotated[Code, "code de l’indicateur"]
    name: Annotated[str, "indicateur"]
    by: Annotated[Bearer, "qui s’y engage"]
    followed_by: Annotated[Code, "comité qui le suit"]
    sense: Annotated[Sense, "sens de la cible"]
    unit: Annotated[Code, "unité"]
    target: Annotated[DecimalText | None, "cible"] = None
    every: Annotated[DelayText | None, "fréquence de la mesure ; absent : aucune n’est écrite"] = None

    def flaws(self) -> Iterator[Flaw]:
        if self.target is None:
            yield Flaw("target", f"l’engagement « {self.name} » n’a pas de cible", "Écrivez la cible de l’annexe")

    def sentence(self) -> str:
        target = f" : {self.sense.label} {self.target}" if self.target else ", cible à écrire"
        return f"{self.name}{target}."

    def owed(self) -> Iterator[Duty]:
        yield Duty(
            "mesure", f"mesurer « {self.name} »", self.by, EVERYBODY, every=self.every, proof="la valeur mesurée"
        )
