"""Under whose responsibility the shared organisation works (ISU-16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Bearer, Word, listed
from socle.conventions.domain.words import Side, party


class Authority(Word):
    """To whom the directors answer."""

    NATIONAL_HEADS = "national_heads", "les directeurs des organismes nationaux"
    BOARDS = "boards", "leur conseil"


@dataclass(frozen=True, slots=True)
class Lead(Body):
    kind: ClassVar[str] = "lead"
    title: ClassVar[str] = "Direction de l’organisation commune"
    obliges: ClassVar[str] = "L’organisation commune suit un directeur ; chaque tâche garde son organisme responsable."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    by: Annotated[Bearer, "organisme dont le directeur est responsable"]
    answers_to: Annotated[tuple[Authority, ...], "à qui les directeurs rendent compte"]
    tasks_keep_owner: Annotated[bool, "chaque tâche garde l’organisme que la loi en charge"] = True

    def sentence(self) -> str:
        answers = listed(self.answers_to)
        return f"Le directeur de {party(self.by)} dirige l’organisation commune ; il rend compte à {answers}."

    def owed(self) -> Iterator[Duty]:
        yield Duty("compte-rendu", f"rendre compte à {listed(self.answers_to)}", Side.ALL, self.by, every="P1Y")
