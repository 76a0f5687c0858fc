"""When a house is open to the public (FSV-04)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken_hours
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import EVERYBODY, Bearer, Code, HoursText, listed
from socle.conventions.domain.words import Day


@dataclass(frozen=True, slots=True)
class PlaceHours(Body):
    kind: ClassVar[str] = "place_hours"
    title: ClassVar[str] = "Horaires du lieu"
    obliges: ClassVar[str] = "Hors de ces heures, le lieu ne reçoit pas le public."

    place: Annotated[Code, "lieu"]
    days: Annotated[tuple[Day, ...], "jours"]
    hours: Annotated[HoursText, "heures"]
    held_by: Annotated[Bearer, "qui ouvre le lieu"]

    def sentence(self) -> str:
        return f"Ouvert {listed(self.days)}, de {spoken_hours(self.hours)}."

    def owed(self) -> Iterator[Duty]:
        yield Duty(
            "ouverture", f"ouvrir le lieu {listed(self.days)}, de {spoken_hours(self.hours)}", self.held_by, EVERYBODY
        )
