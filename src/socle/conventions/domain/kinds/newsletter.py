"""A letter sent to the people that a party names (URS-08)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import recurring
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Bearer, DelayText, listed
from socle.conventions.domain.words import ContactRole, party
from socle.kernel.french import headline


@dataclass(frozen=True, slots=True)
class Newsletter(Body):
    kind: ClassVar[str] = "newsletter"
    title: ClassVar[str] = "Lettre d’information"
    obliges: ClassVar[str] = "La lettre part vers les seules personnes nommées."
    once_by: ClassVar[tuple[str, ...] | None] = ("name",)

    name: Annotated[str, "nom"]
    by: Annotated[Bearer, "qui l’envoie"]
    to: Annotated[Bearer, "à quelle partie"]
    roles: Annotated[tuple[ContactRole, ...], "interlocuteurs qui la reçoivent"]
    every: Annotated[DelayText | None, "fréquence ; absent : aucune n’est écrite"] = None

    def sentence(self) -> str:
        every = f" {recurring(self.every)}" if self.every else ""
        return headline(f"{party(self.by)} envoie « {self.name} »{every} : {listed(self.roles)}.")

    def owed(self) -> Iterator[Duty]:
        yield Duty("envoi", f"envoyer « {self.name} »", self.by, self.to, every=self.every, proof="l’envoi daté")
