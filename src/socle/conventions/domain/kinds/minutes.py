"""How minutes are written and validated (MCP-08, DRT-09)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Code, DelayText
from socle.conventions.domain.words import Side, Start


@dataclass(frozen=True, slots=True)
class Minutes(Body):
    kind: ClassVar[str] = "minutes"
    title: ClassVar[str] = "Compte rendu"
    obliges: ClassVar[str] = "Un compte rendu sans la validation de chacun reste en attente et se relance."
    once_by: ClassVar[tuple[str, ...] | None] = ("committee",)

    in_turn: Annotated[bool, "rédigé à tour de rôle"]
    validated_by: Annotated[Side, "qui valide"]
    within: Annotated[DelayText, "délai de validation"]
    starts: Annotated[Start | None, "fait qui fait courir le délai, s’il est écrit"] = None
    committee: Annotated[Code | None, "comité dont c’est le compte rendu ; absent : toute réunion"] = None
    sent_within: Annotated[DelayText | None, "délai d’envoi après la réunion"] = None
    present_only: Annotated[bool, "seuls les présents valident"] = False

    def sentence(self) -> str:
        turn = " à tour de rôle" if self.in_turn else ""
        sent = f", envoyé sous {spoken(self.sent_within)}" if self.sent_within else ""
        valid = f"validé par {self.validated_by.label} sous {spoken(self.within)}"
        return f"Le compte rendu est rédigé{turn}{sent} et {valid}."

    def owed(self) -> Iterator[Duty]:
        if self.sent_within:
            yield Duty(
                "envoi",
                "rédiger et envoyer le compte rendu",
                Side.ALL,
                self.validated_by,
                within=self.sent_within,
                starts=Start.MEETING,
                proof="le compte rendu envoyé",
            )
        yield Duty(
            "validation",
            "valider le compte rendu",
            self.validated_by,
            Side.ALL,
            within=self.within,
            starts=self.starts or Start.MEETING,
            proof="la validation datée",
        )
