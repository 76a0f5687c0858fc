"""The periodical review of habilitations (MCP-26)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import recurring, spoken
from socle.conventions.domain.duty import Duty, side_of
from socle.conventions.domain.types import DelayText, listed
from socle.conventions.domain.words import Role, Side
from socle.kernel.french import headline


@dataclass(frozen=True, slots=True)
class Review(Body):
    kind: ClassVar[str] = "review"
    title: ClassVar[str] = "Revue d’habilitations"
    obliges: ClassVar[str] = "La revue est faite avec les outils du portail et son résultat est envoyé comme preuve."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    every: Annotated[DelayText, "fréquence"]
    by: Annotated[Role, "qui la fait"]
    sent_to: Annotated[Side, "qui reçoit le résultat"]
    remind_before: Annotated[tuple[DelayText, ...], "rappels, avant l’échéance"] = ()
    freeze_after: Annotated[DelayText | None, "retard qui gèle les nouveaux droits ; absent : jamais"] = None
    suspend_unused_after: Annotated[DelayText | None, "retard qui suspend les droits inutilisés ; absent : jamais"] = (
        None
    )
    hand_back_after: Annotated[DelayText | None, "retard qui rend la gestion à la caisse ; absent : jamais"] = None

    def sentence(self) -> str:
        result = f"et en envoie le résultat à {self.sent_to.label}"
        effects = (
            ("aucun nouveau droit ne s’ouvre", self.freeze_after),
            ("les droits inutilisés sont suspendus", self.suspend_unused_after),
            ("la gestion revient à la caisse", self.hand_back_after),
        )
        late = [f"après {spoken(delay)} de retard, {effect}" for effect, delay in effects if delay]
        said = headline(f"{recurring(self.every)}, {self.by.label} fait la revue des habilitations {result}.")
        return f"{said} {listed(late).capitalize()}." if late else said

    def owed(self) -> Iterator[Duty]:
        yield Duty(
            "revue",
            "faire la revue des habilitations et en envoyer le résultat",
            side_of(self.by),
            self.sent_to,
            every=self.every,
            chased_before=self.remind_before[0] if self.remind_before else None,
            proof="le résultat de la revue",
        )
