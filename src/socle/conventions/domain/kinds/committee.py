"""Who sits, how often, who hosts and what is examined (DRT-09, FSV-12, URS-06, ISU-02, ISU-03, ISU-04)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import recurring
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Code, DelayText, listed
from socle.conventions.domain.vocabulary import words
from socle.conventions.domain.words import Office, Side, Start


@dataclass(frozen=True, slots=True)
class Committee(Body):
    kind: ClassVar[str] = "committee"
    title: ClassVar[str] = "Comité"
    obliges: ClassVar[str] = (
        "Une séance sans la composition ou le quorum écrits ne décide pas ; une séance manquée est due."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ("code",)

    code: Annotated[Code, "code du comité"]
    name: Annotated[str, "nom"]
    offices: Annotated[tuple[Office, ...], "fonctions qui siègent pour chaque partie"]
    each: Annotated[int, "personnes de chaque fonction et de chaque partie, au moins"] = 1
    every: Annotated[DelayText | None, "fréquence minimale ; absent : aucune n’est écrite"] = None
    tasks: Annotated[tuple[Code, ...], "ce que le comité examine ou décide"] = ()
    when_needed: Annotated[tuple[Office, ...], "fonctions appelées au besoin"] = ()
    side: Annotated[Side, "de quel côté il se tient"] = Side.ALL
    delegates_sit: Annotated[bool, "un représentant désigné siège à la place du titulaire"] = False
    parity: Annotated[bool, "chaque partie a le même nombre de membres"] = False
    quorum: Annotated[int | None, "présents nécessaires ; absent : aucun n’est écrit"] = None
    hosted_in_turn: Annotated[bool, "reçu à tour de rôle"] = False
    on_request: Annotated[bool, "une séance de plus se tient à la demande d’une partie"] = False
    optional: Annotated[bool, "le comité peut ne pas exister"] = False
    one_per_region: Annotated[bool, "un seul comité quand plusieurs organismes se partagent la région"] = False
    informs: Annotated[tuple[Code, ...], "qui est informé de ses travaux"] = ()

    def sentence(self) -> str:
        every = f", {recurring(self.every)} au moins" if self.every else ""
        turn = ", à tour de rôle" if self.hosted_in_turn else ""
        own = " ou leur représentant" if self.delegates_sit else ""
        called = f" ; au besoin {listed(self.when_needed)}" if self.when_needed else ""
        region = " ; un seul par région" if self.one_per_region else ""
        may = "possible, " if self.optional else ""
        sits = f"{listed(self.offices)}{own} de chaque partie, {self.each} au moins"
        return f"{self.name}{every}{turn} : {may}{sits}{called}{region}."

    def owed(self) -> Iterator[Duty]:
        if self.every and not self.optional:
            yield Duty(
                "seance", f"réunir « {self.name} »", self.side, self.side, every=self.every, proof="le procès-verbal"
            )
        if self.informs:
            what = f"informer de ses travaux : {words(self.informs)}"
            yield Duty("information", what, self.side, self.side, starts=Start.MEETING)
