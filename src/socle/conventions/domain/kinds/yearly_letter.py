"""A letter that comes back every year, its contents, its day (ISU-01)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.duty import Duty, Year
from socle.conventions.domain.types import Code, DelayText, TermId, Word
from socle.conventions.domain.words import Side


class Sender(Word):
    """Who signs it."""

    NATIONAL_HEADS = "national_heads", "les directeurs des organismes nationaux"
    DIRECTORS = "directors", "les directeurs des organismes"


@dataclass(frozen=True, slots=True)
class YearlyLetter(Body):
    kind: ClassVar[str] = "yearly_letter"
    title: ClassVar[str] = "Lettre annuelle"
    obliges: ClassVar[str] = "Une lettre non reçue à son jour est réclamée ; celle qui y répond la cite."
    once_by: ClassVar[tuple[str, ...] | None] = ("code",)

    code: Annotated[Code, "code de la lettre"]
    name: Annotated[str, "nom"]
    sender: Annotated[Sender, "qui la signe"]
    contents: Annotated[tuple[Code, ...], "ce qu’elle contient"]
    within: Annotated[DelayText | None, "délai depuis le début de l’année ; absent : aucun n’est écrit"] = None
    answers: Annotated[TermId | None, "lettre à laquelle elle répond"] = None

    def sentence(self) -> str:
        within = f", reçue dans les {spoken(self.within)} du début de l’année" if self.within else ""
        return f"{self.name}, de {self.sender.label}{within} : {len(self.contents)} points."

    def owed(self) -> Iterator[Duty]:
        verb = "obtenir" if self.sender is Sender.NATIONAL_HEADS else "envoyer"
        yield Duty(
            "lettre",
            f"{verb} « {self.name} »",
            Side.ALL,
            Side.ALL,
            every="P1Y",
            year=Year.CIVIL,
            within=self.within,
            proof="la lettre datée",
        )
