"""When slots may be fewer, and what follows (FSV-06)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Bearer, DelayText, Word, listed
from socle.conventions.domain.words import Start, party
from socle.kernel.french import headline


class Cause(Word):
    """Why there are fewer agents."""

    SCHOOL_HOLIDAYS = "school_holidays", "vacances scolaires"
    HIGH_ABSENCE = "high_absence", "absences nombreuses"


class Follows(Word):
    """What happens when a slot is reduced or cancelled."""

    BOOKED_MOVED = "booked_moved", "les personnes attendues sont déplacées ou prévenues"
    ROOM_FREED = "room_freed", "la salle est libérée"
    COUNT_FOLLOWS = "count_follows", "le décompte du mois en tient compte"


@dataclass(frozen=True, slots=True)
class ReducedPresence(Body):
    kind: ClassVar[str] = "reduced_presence"
    title: ClassVar[str] = "Présence réduite"
    obliges: ClassVar[str] = (
        "Hors de ces causes, une permanence ne se réduit pas ; le prix forfaitaire ne change que par avenant."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ()

    by: Annotated[Bearer, "qui peut réduire"]
    to: Annotated[Bearer, "qui est averti"]
    causes: Annotated[tuple[Cause, ...], "causes admises"]
    cancels: Annotated[bool, "une permanence peut être annulée"]
    follows: Annotated[tuple[Follows, ...], "ce qui suit"]
    told_within: Annotated[DelayText | None, "délai ; absent : dès que possible"] = None
    fee_unchanged: Annotated[bool, "le prix ne change pas"] = True

    def sentence(self) -> str:
        return headline(
            f"{party(self.by)} peut réduire sa présence : {listed(self.causes, 'ou')} ; {listed(self.follows)}."
        )

    def owed(self) -> Iterator[Duty]:
        what = "avertir qu’une permanence est réduite ou annulée"
        yield Duty(
            "avis", what, self.by, self.to, within=self.told_within, starts=Start.KNOWLEDGE, proof="le message daté"
        )
