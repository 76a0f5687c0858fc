"""Which data one party sends to the other, and by which means (DRT-06)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Bearer, Code, DocumentId, ServiceCode
from socle.conventions.domain.words import Form, party
from socle.kernel.french import headline


@dataclass(frozen=True, slots=True)
class Exchange(Body):
    kind: ClassVar[str] = "exchange"
    title: ClassVar[str] = "Données échangées"
    obliges: ClassVar[str] = "Une donnée hors de la liste, ou par un moyen non sécurisé, ne part pas."

    service: Annotated[ServiceCode, "service qui porte l’échange"]
    by: Annotated[Bearer, "qui envoie"]
    to: Annotated[Bearer, "qui reçoit"]
    data: Annotated[tuple[Code, ...], "données, quand l’annexe les donne"] = ()
    means: Annotated[tuple[Form, ...], "moyens de transmission, quand l’annexe les donne"] = ()
    warranted: Annotated[bool, "l’envoyeur garantit que les données sont valides"] = False
    personal_data_secured: Annotated[bool, "les données personnelles passent seulement par un moyen sécurisé"] = False
    annexe: Annotated[DocumentId | None, "annexe qui donne la liste"] = None

    def sentence(self) -> str:
        data = f"{len(self.data)} données" if self.data else "les données de l’annexe"
        secured = ", par un moyen sécurisé si elles sont personnelles" if self.personal_data_secured else ""
        return headline(f"{party(self.by)} envoie {data} à {party(self.to)}{secured}.")

    def owed(self) -> Iterator[Duty]:
        if self.warranted:
            yield Duty("validite", "garantir la validité des données envoyées", self.by, self.to)
