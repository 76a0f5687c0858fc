"""When the service itself answers (MCP-42)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.words import ContactRole, Side, Start


@dataclass(frozen=True, slots=True)
class Availability(Body):
    kind: ClassVar[str] = "availability"
    title: ClassVar[str] = "Disponibilité"
    obliges: ClassVar[str] = "Un arrêt prévu est annoncé ; hors des heures du guichet, personne n’est d’astreinte."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    always: Annotated[bool, "jour et nuit, toute l’année"]
    except_maintenance: Annotated[bool, "hors maintenance"]
    stops_announced_to: Annotated[ContactRole, "à qui un arrêt prévu est annoncé"]
    on_call: Annotated[bool, "une astreinte existe hors des heures du guichet"]

    def sentence(self) -> str:
        always = "jour et nuit" if self.always else "aux heures du guichet"
        maintenance = ", hors maintenance" if self.except_maintenance else ""
        return f"Le service est ouvert {always}{maintenance} ; arrêts annoncés au {self.stops_announced_to.label}."

    def owed(self) -> Iterator[Duty]:
        when = "jour et nuit" if self.always else "aux heures du guichet"
        yield Duty("ouverture", f"tenir le service ouvert {when}", Side.CAISSE, Side.PARTNER)
        what = f"annoncer les arrêts prévus au {self.stops_announced_to.label}"
        yield Duty("annonce", what, Side.CAISSE, Side.PARTNER, starts=Start.KNOWLEDGE, proof="l’annonce datée")
