"""Who may audit what (MCP-09, MCP-25)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty, facing
from socle.conventions.domain.types import Word, listed
from socle.conventions.domain.words import Side, Start


class Audited(Word):
    """Who is audited."""

    PARTNER = "partner", "le partenaire"
    PROVIDER = "provider", "les prestataires du partenaire"
    CAISSE = "caisse", "la caisse"


@dataclass(frozen=True, slots=True)
class Audit(Body):
    kind: ClassVar[str] = "audit"
    title: ClassVar[str] = "Audit"
    obliges: ClassVar[str] = "L’organisme contrôlé ne peut refuser un audit dans ce périmètre."

    by: Annotated[Side, "qui audite ou fait auditer"]
    over: Annotated[Audited, "qui est audité"]
    subjects: Annotated[tuple[str, ...], "ce qui est contrôlé"]
    helped_by: Annotated[str | None, "qui l’assiste"] = None

    def sentence(self) -> str:
        helped = f", avec l’aide de {self.helped_by}" if self.helped_by else ""
        return f"{self.by.headline} peut auditer {listed(self.subjects)}{helped}."

    def owed(self) -> Iterator[Duty]:
        what = f"laisser auditer {listed(self.subjects)} ({self.over.label})"
        yield Duty("audit", what, facing(self.by), self.by, starts=Start.NOTIFICATION, proof="le rapport d’audit")
