"""By which way a request goes, according to its subject (DRT-03, URS-02, URS-06, URS-07)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import Bearer, Code, ContactId, listed
from socle.conventions.domain.words import Form, party
from socle.kernel.french import headline


@dataclass(frozen=True, slots=True)
class Route(Body):
    kind: ClassVar[str] = "route"
    title: ClassVar[str] = "Voie"
    obliges: ClassVar[str] = "Une demande suit la voie de son sujet, vers les personnes que la convention nomme."
    once_by: ClassVar[tuple[str, ...] | None] = ("of", "code")

    of: Annotated[Code, "ce qui passe par cette voie"]
    code: Annotated[Code, "code de la voie"]
    name: Annotated[str, "nom de la voie"]
    held_by: Annotated[Bearer, "qui reçoit"]
    callers: Annotated[Bearer, "qui peut s’en servir"]
    forms: Annotated[tuple[Form, ...], "moyens, le premier d’abord"]
    subjects: Annotated[tuple[Code, ...], "sujets de la voie ; aucun : tous les autres"] = ()
    secured: Annotated[bool, "seulement par un moyen sécurisé"] = False
    urgent: Annotated[bool, "réservée aux cas urgents"] = False
    address: Annotated[str | None, "adresse"] = None
    people: Annotated[tuple[ContactId, ...], "personnes qui la tiennent"] = ()

    def flaws(self) -> Iterator[Flaw]:
        if self.secured and self.address is None:
            yield Flaw("address", f"la voie « {self.name} » n’a pas d’adresse", "Écrivez l’adresse que l’annexe donne")

    def sentence(self) -> str:
        secured = ", par un moyen sécurisé" if self.secured else ""
        return headline(f"{self.name} : {party(self.held_by)} reçoit, par {listed(self.forms, 'ou')}{secured}.")

    def owed(self) -> Iterator[Duty]:
        yield Duty("tenue", f"tenir ouverte la voie « {self.name} »", self.held_by, self.callers)
