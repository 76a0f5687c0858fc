"""What number the papers carry (MCP-01)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import Word


class Source(Word):
    """Where the number comes from."""

    PARTNER_SIRET = "partner_siret", "le SIRET du partenaire"
    FREE = "free", "un numéro choisi"


@dataclass(frozen=True, slots=True)
class Numbering(Body):
    kind: ClassVar[str] = "numbering"
    title: ClassVar[str] = "Numéro de la convention"
    obliges: ClassVar[str] = (
        "Le numéro écrit doit être celui de la source ; un rang sépare deux conventions de même numéro."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ()

    follows: Annotated[Source, "source du numéro"]

    def sentence(self) -> str:
        return f"Le numéro de la convention est {self.follows.label}."
