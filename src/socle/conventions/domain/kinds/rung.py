"""One step of the ladder of a sensitive or blocked case (DRT-04)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty, facing
from socle.conventions.domain.types import Code, Word, listed
from socle.conventions.domain.words import ContactRole, Side, Start


class Trigger(Word):
    """What makes the case climb."""

    SENSITIVE = "sensitive", "cas sensible"
    BLOCKED = "blocked", "cas bloqué"
    STILL_BLOCKED = "still_blocked", "cas encore bloqué"


@dataclass(frozen=True, slots=True)
class Rung(Body):
    kind: ClassVar[str] = "rung"
    title: ClassVar[str] = "Échelon"
    obliges: ClassVar[str] = "Un cas monte dans l’ordre des échelons, et chaque passage est daté."
    once_by: ClassVar[tuple[str, ...] | None] = ("of", "rank")

    of: Annotated[Code, "demandes concernées"]
    rank: Annotated[int, "rang, à partir de 1"]
    triggers: Annotated[tuple[Trigger, ...], "ce qui fait monter"]
    by: Annotated[ContactRole, "qui agit"]
    side: Annotated[Side, "de quel côté"]
    calls: Annotated[ContactRole, "qui il joint"]

    def sentence(self) -> str:
        when = listed(self.triggers, "ou")
        return f"Échelon {self.rank}, {when} : le {self.by.label} ({self.side.label}) joint le {self.calls.label}."

    def owed(self) -> Iterator[Duty]:
        what = f"joindre le {self.calls.label} ({listed(self.triggers, 'ou')})"
        yield Duty("appel", what, self.side, facing(self.side), starts=Start.SAISINE, proof="la date de l’appel")
