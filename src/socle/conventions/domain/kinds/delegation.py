"""What a manager of habilitations may do and pass on (MCP-22)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import Word, listed
from socle.conventions.domain.words import Role


class Function(Word):
    """The three functions of a manager."""

    PEOPLE = "people", "les utilisateurs"
    GROUPS = "groups", "les groupes"
    RIGHTS = "rights", "les habilitations aux services"
    PROFILES = "profiles", "les profils locaux"


class Power(Word):
    """What a manager passes on."""

    USE = "use", "l’usage d’un service"
    ENROL = "enrol", "l’inscription d’autres personnes"
    ADMINISTER = "administer", "l’administration elle-même"


@dataclass(frozen=True, slots=True)
class Delegation(Body):
    kind: ClassVar[str] = "delegation"
    title: ClassVar[str] = "Délégation"
    obliges: ClassVar[str] = "Nul ne transmet ce qui n’est pas écrit ici, ni plus que ce qu’il détient."
    once_by: ClassVar[tuple[str, ...] | None] = ("role",)

    role: Annotated[Role, "gestionnaire"]
    functions: Annotated[tuple[Function, ...], "fonctions ouvertes"]
    passes_on: Annotated[tuple[Power, ...], "ce qu’il peut transmettre"]
    within_own: Annotated[bool, "jamais plus que ce qu’il détient, jamais sur son supérieur"] = True

    def sentence(self) -> str:
        passed = listed(self.passes_on)
        return f"{self.role.headline} gère {listed(self.functions)} et peut transmettre {passed}."
