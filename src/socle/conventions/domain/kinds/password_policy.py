"""The policy of passwords and sessions, as a dated reference (MCP-35)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.types import DelayText


@dataclass(frozen=True, slots=True)
class PasswordPolicy(Body):
    kind: ClassVar[str] = "password_policy"
    title: ClassVar[str] = "Mots de passe et sessions"
    obliges: ClassVar[str] = (
        "Un mot de passe trop court ou une session trop longue est refusé ; la source de chaque valeur est montrée."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ()

    reference: Annotated[str, "document de référence"]
    minimum_length: Annotated[int, "longueur minimale du mot de passe"]
    idle_end: Annotated[DelayText, "fin de session sans activité"]
    absolute_end: Annotated[DelayText, "fin de session dans tous les cas"]
    second_factor: Annotated[bool, "un second facteur est demandé"]
    dated_on: Annotated[date | None, "date de la référence, si elle est connue"] = None

    def sentence(self) -> str:
        return f"{self.minimum_length} caractères au moins ; session close après {spoken(self.idle_end)} sans activité."
