"""A periodical report on the convention (MCP-08)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import recurring
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import EVERYBODY, Bearer, DelayText, listed
from socle.kernel.french import headline


@dataclass(frozen=True, slots=True)
class Report(Body):
    kind: ClassVar[str] = "report"
    title: ClassVar[str] = "Bilan"
    obliges: ClassVar[str] = "Le bilan est dû à chaque période et répond aux points listés."

    every: Annotated[DelayText, "fréquence"]
    checks: Annotated[tuple[str, ...], "ce que le bilan vérifie"]
    by: Annotated[Bearer, "qui l’établit"] = EVERYBODY
    to: Annotated[Bearer, "à qui il est présenté"] = EVERYBODY
    may_attend: Annotated[str | None, "qui peut assister à sa présentation"] = None

    def sentence(self) -> str:
        return headline(f"{recurring(self.every)}, un bilan vérifie {listed(self.checks)}.")

    def owed(self) -> Iterator[Duty]:
        what = f"établir le bilan : {listed(self.checks)}"
        yield Duty("bilan", what, self.by, self.to, every=self.every, proof="le bilan")
