"""A weekly slot that a party holds at the other's (FSV-05)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken_hours
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Bearer, Code, HoursText, TermId, Word
from socle.conventions.domain.words import Day


class Audience(Word):
    """Who comes to the slot."""

    PUBLIC = "public", "le public"
    SOCIAL_WORKERS = "social_workers", "les travailleurs sociaux"


@dataclass(frozen=True, slots=True)
class Presence(Body):
    kind: ClassVar[str] = "presence"
    title: ClassVar[str] = "Permanence"
    obliges: ClassVar[str] = (
        "Un rendez-vous hors de ces heures n’est pas proposé ; hors des heures du lieu, l’accord doit être écrit."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ("place", "day", "audience")

    place: Annotated[Code, "lieu"]
    by: Annotated[Bearer, "qui tient la permanence"]
    to: Annotated[Bearer, "chez qui"]
    day: Annotated[Day, "jour"]
    hours: Annotated[HoursText, "heures"]
    audience: Annotated[Audience, "pour qui"]
    by_appointment: Annotated[bool, "sur rendez-vous"] = False
    outside_hours_allowed: Annotated[bool, "permise hors des heures du lieu"] = False
    room: Annotated[TermId | None, "salle"] = None

    def sentence(self) -> str:
        booked = ", sur rendez-vous" if self.by_appointment else ""
        return f"{self.day.headline}, de {spoken_hours(self.hours)}, pour {self.audience.label}{booked}."

    def owed(self) -> Iterator[Duty]:
        what = f"tenir la permanence pour {self.audience.label}, {self.day.label} de {spoken_hours(self.hours)}"
        yield Duty("permanence", what, self.by, self.to, proof="les rendez-vous tenus")
