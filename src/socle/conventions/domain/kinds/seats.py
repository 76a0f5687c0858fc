"""How many habilitations of a profile the partner may create (MCP-21, MCP-51, MCP-61)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import EVERY, ProfileCode, ServiceCode, Word
from socle.conventions.domain.words import Level

_REMEDY = "Demandez le nombre aux parties : écrivez « max = … », ou « opened = false » si la case est vide"


class Counted(Word):
    """Rights are counted one by one; a person with several rights counts once as a person."""

    RIGHTS = "rights", "habilitation(s)"
    PEOPLE = "people", "personne(s)"


@dataclass(frozen=True, slots=True)
class Seats(Body):
    kind: ClassVar[str] = "seats"
    title: ClassVar[str] = "Sièges"
    obliges: ClassVar[str] = (
        "Une habilitation de plus que le maximum est refusée ; une case vide n’ouvre rien et se demande."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ("service", "profile", "per")

    service: Annotated[ServiceCode, "service compté"]
    profile: Annotated[ProfileCode, 'profil compté ; "*" pour tous ensemble']
    per: Annotated[Level, "où le maximum se compte"] = Level.CONVENTION
    counts: Annotated[Counted, "ce qui se compte"] = Counted.RIGHTS
    opened: Annotated[bool, "false : la case est vide au bulletin, le profil n’est pas ouvert"] = True
    max: Annotated[int | None, "nombre maximal"] = None

    def flaws(self) -> Iterator[Flaw]:
        if self.opened and self.max is None:
            yield Flaw("max", f"le nombre de sièges {self.service} {self.profile} est en blanc", _REMEDY)
        if not self.opened and self.max is not None:
            yield Flaw("opened", "un profil fermé ne peut avoir de sièges", "Retirez « max », ou « opened = false »")

    @property
    def amount(self) -> str:
        """« 12 habilitations »."""
        return f"{self.max} {self.counts.label.replace('(s)', 's' if (self.max or 0) > 1 else '')}"

    def sentence(self) -> str:
        profile = "tous profils ensemble" if self.profile == EVERY else f"avec le profil {self.profile}"
        if not self.opened:
            return f"Le profil {self.profile} n’est pas ouvert."
        if self.max is None:
            return f"Le nombre maximal {profile} reste à écrire."
        per = f" par {self.per.label}" if self.per is not Level.CONVENTION else ""
        return f"{self.amount} au plus {profile}{per}."
