"""How an identifier and its first secret are made and handed over (MCP-24)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.types import DelayText


@dataclass(frozen=True, slots=True)
class Credential(Body):
    kind: ClassVar[str] = "credential"
    title: ClassVar[str] = "Identifiants"
    obliges: ClassVar[str] = "Personne d’autre que l’utilisateur ne voit son premier secret."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    generated: Annotated[bool, "produits automatiquement"]
    reaches_user_directly: Annotated[bool, "communiqués à l’utilisateur sans intermédiaire"]
    link_valid_for: Annotated[DelayText | None, "durée de vie du lien d’activation"] = None

    def sentence(self) -> str:
        link = f" ; lien valable {spoken(self.link_valid_for)}" if self.link_valid_for else ""
        return f"Identifiant et premier secret sont produits automatiquement et remis à l’utilisateur seul{link}."
