"""A profile of a service: its public and the conditions of its reading (MCP-51, MCP-60)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import Code, ProfileCode, ServiceCode, listed
from socle.conventions.domain.words import Level


@dataclass(frozen=True, slots=True)
class Profile(Body):
    kind: ClassVar[str] = "profile"
    title: ClassVar[str] = "Profil"
    obliges: ClassVar[str] = (
        "Une lecture hors des conditions du profil est refusée ; une personne hors de son public ne le reçoit pas."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ("service", "code")

    service: Annotated[ServiceCode, "service du profil"]
    code: Annotated[ProfileCode, "code du profil"]
    name: Annotated[str, "nom du profil"]
    public: Annotated[str, "à qui il est destiné"]
    predicates: Annotated[tuple[Code, ...], "conditions vérifiées sur le dossier ou la demande"] = ()
    years: Annotated[int | None, "profondeur, en années, des conditions qui en ont une"] = None
    holder: Annotated[tuple[Code, ...], "conditions vérifiées sur la personne ou son organisme"] = ()
    levels: Annotated[tuple[Level, ...], "où le profil se donne"] = (Level.CONVENTION,)
    may: Annotated[tuple[Code, ...], "actes permis dans le service"] = ()

    def sentence(self) -> str:
        where = f" Il se donne au niveau {listed(self.levels, 'ou')}." if self.levels != (Level.CONVENTION,) else ""
        return f"Profil {self.code}, {self.name} : {self.public}.{where}"
