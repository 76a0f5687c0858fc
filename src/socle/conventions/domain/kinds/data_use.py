"""What may be done with the data received, and with whose agreement (DRT-08)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Word
from socle.conventions.domain.words import Side
from socle.kernel.french import headline


class Consent(Word):
    """The agreement that an act on data asks for, from the lightest to the heaviest."""

    NONE = "none", "sans accord"
    PRIOR = "prior", "l’accord préalable"
    EXPLICIT = "explicit", "l’accord préalable et explicite"
    WRITTEN = "written", "l’autorisation préalable et écrite"
    FORBIDDEN = "forbidden", "aucun accord ne le permet"


class Use(Word):
    """What is done with the data."""

    DISCLOSURE = "disclosure", "la divulgation"
    TRANSFER = "transfer", "le transfert"
    COPY = "copy", "la copie"
    OTHER_PURPOSE = "other_purpose", "l’usage à une autre fin"


@dataclass(frozen=True, slots=True)
class DataUse(Body):
    kind: ClassVar[str] = "data_use"
    title: ClassVar[str] = "Usage des données"
    obliges: ClassVar[str] = "Un usage sans l’accord demandé est refusé."
    once_by: ClassVar[tuple[str, ...] | None] = ("use",)

    use: Annotated[Use, "usage"]
    needs: Annotated[Consent, "accord de l’autre partie"]
    unless_purpose_needs: Annotated[bool, "permis sans accord quand la finalité l’exige"] = False

    def sentence(self) -> str:
        if self.needs is Consent.FORBIDDEN:
            return headline(f"{self.use.label} de données est interdit, quel que soit l’accord.")
        unless = ", sauf si la finalité l’exige" if self.unless_purpose_needs else ""
        return headline(f"{self.use.label} de données demande {self.needs.label} de l’autre partie{unless}.")

    def owed(self) -> Iterator[Duty]:
        asks = "jamais" if self.needs is Consent.FORBIDDEN else f"seulement avec {self.needs.label}"
        yield Duty("usage", f"n’admettre {self.use.label} que selon la convention : {asks}", Side.ALL, Side.ALL)
