"""What may follow an established failure or a misuse (MCP-07, MCP-25)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import Word, listed
from socle.conventions.domain.words import Side


class Ground(Word):
    """What was established."""

    MANAGEMENT_FAILURE = "management_failure", "manquement constaté dans la gestion des habilitations"
    MISUSE = "misuse", "détournement de finalité"


class Measure(Word):
    """From the lightest to the heaviest."""

    SUSPENSION = "suspension", "suspension conservatoire"
    PASSWORD_RESET = "password_reset", "changement forcé des mots de passe"
    INVALIDATION = "invalidation", "invalidation de l’accès"
    DELEGATION_WITHDRAWN = "delegation_withdrawn", "retrait de la délégation et reprise de la gestion"
    TERMINATION = "termination", "résiliation de la convention"


@dataclass(frozen=True, slots=True)
class Sanction(Body):
    kind: ClassVar[str] = "sanction"
    title: ClassVar[str] = "Sanction"
    obliges: ClassVar[str] = "Aucune autre mesure n’est possible, et le manquement constaté est enregistré comme motif."
    once_by: ClassVar[tuple[str, ...] | None] = ("ground",)

    ground: Annotated[Ground, "manquement"]
    measures: Annotated[tuple[Measure, ...], "mesures possibles"]
    by: Annotated[Side, "qui les prend"] = Side.CAISSE

    def sentence(self) -> str:
        return f"En cas de {self.ground.label}, {self.by.label} peut décider : {listed(self.measures, 'ou')}."
