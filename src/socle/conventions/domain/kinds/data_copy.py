"""Data copied into the partner’s own system (MCP-34)."""

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
class DataCopy(Body):
    kind: ClassVar[str] = "data_copy"
    title: ClassVar[str] = "Données copiées"
    obliges: ClassVar[str] = "Une copie non décrite dans la liste est signalée."

    owner: Annotated[Side, "qui en répond"]
    listed_with: Annotated[tuple[Code, ...], "ce que la liste dit de chaque copie"]
    authorised_only: Annotated[bool, "seulement des utilisateurs et des flux autorisés"] = True

    def sentence(self) -> str:
        return f"{self.owner.headline} répond des données copiées et en tient la liste."

    def owed(self) -> Iterator[Duty]:
        what = "tenir la liste des données copiées"
        yield Duty("liste", what, self.owner, facing(self.owner), proof=words(self.listed_with))
