"""A material task that agents of the other body may do, and who answers for it (ISU-06, ISU-16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import EVERYBODY, Bearer, Code, Word, listed
from socle.conventions.domain.words import party
from socle.kernel.french import headline


class First(Word):
    """What comes before the task."""

    TRAINING = "training", "une formation"
    CONTROLS = "controls", "des contrôles"


@dataclass(frozen=True, slots=True)
class EntrustedTask(Body):
    kind: ClassVar[str] = "entrusted_task"
    title: ClassVar[str] = "Tâche confiée"
    obliges: ClassVar[str] = (
        "Un agent non formé, ou une tâche hors de la liste, est refusé ; l’organisme responsable en répond toujours."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ("task",)

    task: Annotated[Code, "code de la tâche"]
    name: Annotated[str, "tâche"]
    owner: Annotated[Bearer, "organisme légalement responsable"]
    done_by: Annotated[tuple[Bearer, ...], "organismes dont les agents peuvent la faire"]
    after: Annotated[tuple[First, ...], "ce qui vient d’abord"]
    committee: Annotated[Code | None, "comité qui en décide"] = None

    def sentence(self) -> str:
        return headline(f"{self.name} : {party(self.owner)} en répond ; d’abord {listed(self.after)}.")

    def owed(self) -> Iterator[Duty]:
        if self.after:
            what = f"former et contrôler les agents qui font « {self.name} »"
            yield Duty("controle", what, self.owner, EVERYBODY, proof="les formations et les contrôles")
