"""The information owed to the people concerned, and its proof (MCP-12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Code, listed
from socle.conventions.domain.vocabulary import words
from socle.conventions.domain.words import Side, Start


@dataclass(frozen=True, slots=True)
class Information(Body):
    kind: ClassVar[str] = "information"
    title: ClassVar[str] = "Information des personnes"
    obliges: ClassVar[str] = "Les mesures prises sont communiquées sur demande, avec leur preuve."

    articles: Annotated[tuple[str, ...], "articles du règlement européen"]
    by: Annotated[Side, "qui informe"]
    proof: Annotated[tuple[Code, ...], "ce que la preuve contient"]
    on_request_of: Annotated[Side, "qui peut demander les mesures"] = Side.CAISSE

    def sentence(self) -> str:
        return f"{self.by.headline} informe les personnes ({listed(self.articles)}) et en garde la preuve."

    def owed(self) -> Iterator[Duty]:
        proof = words(self.proof)
        what = f"informer les personnes ({listed(self.articles)})"
        yield Duty("information", what, self.by, self.on_request_of, proof=proof)
        what = "dire les mesures prises pour informer les personnes"
        yield Duty("reponse", what, self.by, self.on_request_of, starts=Start.RECEIPT, proof=proof)
