"""What users are told and trained in, and its proof (MCP-34)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty, facing
from socle.conventions.domain.types import Code
from socle.conventions.domain.vocabulary import words
from socle.conventions.domain.words import Side


@dataclass(frozen=True, slots=True)
class Training(Body):
    kind: ClassVar[str] = "training"
    title: ClassVar[str] = "Formation"
    obliges: ClassVar[str] = "La preuve de chaque formation est gardée."

    topics: Annotated[tuple[Code, ...], "sujets"]
    by: Annotated[Side, "qui forme"]
    proof: Annotated[tuple[Code, ...], "ce que la preuve contient"]

    def sentence(self) -> str:
        return f"{self.by.headline} forme ses utilisateurs ({len(self.topics)} sujets) et en garde la preuve."

    def owed(self) -> Iterator[Duty]:
        what = f"former ses utilisateurs : {words(self.topics)}"
        yield Duty("formation", what, self.by, facing(self.by), proof=words(self.proof))
