"""Figures of a territory that the communes can read (URS-10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Bearer, Code, DelayText, Word, listed
from socle.conventions.domain.words import party
from socle.kernel.french import headline


class View(Word):
    """How figures are shown."""

    CHART = "chart", "graphique"
    TABLE = "table", "tableau"


@dataclass(frozen=True, slots=True)
class Figures(Body):
    kind: ClassVar[str] = "figures"
    title: ClassVar[str] = "Portrait du territoire"
    obliges: ClassVar[str] = "Chaque graphique est donné avec son tableau et sa source."
    once_by: ClassVar[tuple[str, ...] | None] = ("code",)

    code: Annotated[Code, "code du portrait"]
    by: Annotated[Bearer, "qui le donne"]
    to: Annotated[Bearer, "à qui"]
    figures: Annotated[tuple[Code, ...], "chiffres"]
    source: Annotated[Code, "origine des chiffres"]
    views: Annotated[tuple[View, ...], "présentations"] = (View.CHART, View.TABLE)
    every: Annotated[DelayText | None, "fréquence ; absent : aucune n’est écrite"] = None

    def sentence(self) -> str:
        return headline(f"{party(self.by)} donne {len(self.figures)} chiffres du territoire, en {listed(self.views)}.")

    def owed(self) -> Iterator[Duty]:
        yield Duty(
            "portrait", "donner le portrait du territoire", self.by, self.to, every=self.every, proof="le portrait daté"
        )
