"""A desk: who may reach it, when, how and with what (MCP-40)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken_hours
from socle.conventions.domain.duty import Duty, facing
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import Code, HoursText, Word, listed
from socle.conventions.domain.words import Day, Form, Role, Side, Start


class Task(Word):
    """What a desk does with a request."""

    RECORD = "record", "enregistrer"
    DIAGNOSE = "diagnose", "diagnostiquer"
    ROUTE = "route", "orienter"
    FOLLOW_UP = "follow_up", "suivre"
    REPORT_BACK = "report_back", "rendre compte"
    ANNOUNCE_STOPS = "announce_stops", "annoncer les arrêts prévus"


@dataclass(frozen=True, slots=True)
class Channel(Body):
    kind: ClassVar[str] = "channel"
    title: ClassVar[str] = "Canal"
    obliges: ClassVar[str] = (
        "Une demande d’un autre que l’appelant prévu, ou sans les mentions obligatoires, n’est pas prise en charge."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ("name",)

    name: Annotated[str, "nom du guichet"]
    level: Annotated[int, "niveau de support"]
    held_by: Annotated[Side, "qui le tient"]
    callers: Annotated[tuple[Role, ...], "qui peut s’y adresser"]
    forms: Annotated[tuple[Form, ...], "moyens, le premier d’abord"]
    days: Annotated[tuple[Day, ...], "jours d’ouverture"] = ()
    hours: Annotated[HoursText | None, "heures d’ouverture"] = None
    items: Annotated[tuple[Code, ...], "mentions obligatoires de la demande"] = ()
    tasks: Annotated[tuple[Task, ...], "ce que le guichet fait de chaque demande"] = ()

    def flaws(self) -> Iterator[Flaw]:
        if bool(self.days) != (self.hours is not None):
            yield Flaw(
                "hours", "des jours et des heures vont ensemble", "Écrivez « days » et « hours », ou aucun des deux"
            )

    def sentence(self) -> str:
        hours = f", {listed(self.days)}, de {spoken_hours(self.hours)}" if self.hours else ""
        return (
            f"{self.name} (niveau {self.level}) : pour {listed(self.callers)}, par {listed(self.forms, 'puis')}{hours}."
        )

    def owed(self) -> Iterator[Duty]:
        hours = f", {listed(self.days)}, de {spoken_hours(self.hours)}" if self.hours else ""
        yield Duty("tenue", f"tenir « {self.name} »{hours}", self.held_by, facing(self.held_by))
        if self.tasks:
            what = f"traiter chaque demande : {listed(self.tasks)}"
            yield Duty(
                "demande", what, self.held_by, facing(self.held_by), starts=Start.RECEIPT, proof="la demande suivie"
            )
