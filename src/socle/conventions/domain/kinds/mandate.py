"""What a question on somebody else's account must carry (URS-07, URS-14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import EVERYBODY, Bearer, Code, Word
from socle.conventions.domain.words import Start


class Answered(Word):
    """Who gets the answer."""

    PARTNER = "partner", "le partenaire"
    PERSON = "person", "la personne elle-même"


@dataclass(frozen=True, slots=True)
class Mandate(Body):
    kind: ClassVar[str] = "mandate"
    title: ClassVar[str] = "Mandat"
    obliges: ClassVar[str] = "Sans toutes les pièces, la réponse va à la personne seule, et le partenaire le sait."
    once_by: ClassVar[tuple[str, ...] | None] = ("of",)

    of: Annotated[Code, "ce qui demande un mandat"]
    papers: Annotated[tuple[Code, ...], "pièces, toutes nécessaires"]
    otherwise: Annotated[Answered, "à qui va la réponse sans elles"]
    partner_told: Annotated[bool, "le partenaire sait que la réponse va à un autre"]
    holders: Annotated[tuple[Bearer, ...], "organismes dont les affaires sont couvertes"] = ()

    def sentence(self) -> str:
        return f"Mandat en {len(self.papers)} pièces ; sans elles, la réponse va à {self.otherwise.label}."

    def owed(self) -> Iterator[Duty]:
        for holder in self.holders:
            yield Duty(f"reponse-{holder}", "répondre à qui le mandat désigne", holder, EVERYBODY, starts=Start.RECEIPT)
