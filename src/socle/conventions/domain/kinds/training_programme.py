"""A training offered to the people of the other party (DRT-01)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Bearer, Code, Word, listed
from socle.conventions.domain.vocabulary import words


class Way(Word):
    """How a session is held."""

    ON_SITE = "on_site", "sur place"
    WEBINAR = "webinar", "en webinaire"


class Audience(Word):
    """Who is trained."""

    AGENTS = "agents", "les agents"
    SOCIAL_COUNSELLORS = "social_counsellors", "les conseillers sociaux qui suivent des bénéficiaires du RSA"
    MANAGERS_AND_ELECTED = "managers_and_elected", "les responsables et les élus"


@dataclass(frozen=True, slots=True)
class TrainingProgramme(Body):
    kind: ClassVar[str] = "training_programme"
    title: ClassVar[str] = "Programme de formation"
    obliges: ClassVar[str] = (
        "Les sessions prévues se tiennent chaque année ; une session pleine ouvre une liste d’attente."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ("code",)

    code: Annotated[Code, "code du programme"]
    name: Annotated[str, "nom"]
    by: Annotated[Bearer, "qui forme"]
    to: Annotated[Bearer, "qui est formé"]
    audience: Annotated[Audience, "personnes formées"]
    modules: Annotated[tuple[str, ...], "modules, dans l’ordre"] = ()
    times_a_year: Annotated[int | None, "sessions par an au moins ; absent : pas de nombre écrit"] = None
    minutes: Annotated[int | None, "durée d’une session, en minutes"] = None
    capacity: Annotated[int | None, "places par session ; absent : sans limite écrite"] = None
    ways: Annotated[tuple[Way, ...], "comment elle se tient"] = ()
    joint_agenda: Annotated[bool, "l’ordre du jour est établi en commun"] = False
    on_need: Annotated[bool, "une session de plus peut être demandée"] = False
    records: Annotated[tuple[Code, ...], "ce qui est gardé de chaque session"] = ()

    def sentence(self) -> str:
        times = f", {self.times_a_year} fois par an au moins" if self.times_a_year else ""
        lasts = f", {self.minutes} minutes" if self.minutes else ""
        modules = f" : {listed(self.modules)}" if self.modules else ""
        return f"{self.name}, pour {self.audience.label}{times}{lasts}{modules}."

    def owed(self) -> Iterator[Duty]:
        for rank in range(1, (self.times_a_year or 0) + 1):
            what = f"tenir « {self.name} », session {rank} de l’année"
            yield Duty(f"session-{rank}", what, self.by, self.to, every="P1Y", proof=words(self.records))
