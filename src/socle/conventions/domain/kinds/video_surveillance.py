"""A place under cameras, and what people are told (FSV-09)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.finding import Flaw, Severity
from socle.conventions.domain.types import EVERYBODY, Bearer, Code
from socle.conventions.domain.words import party
from socle.kernel.french import headline


@dataclass(frozen=True, slots=True)
class VideoSurveillance(Body):
    kind: ClassVar[str] = "video_surveillance"
    title: ClassVar[str] = "Vidéosurveillance"
    obliges: ClassVar[str] = "Une caméra hors du registre, ou sans information des personnes, est signalée."
    once_by: ClassVar[tuple[str, ...] | None] = ("place",)

    place: Annotated[Code, "lieu"]
    zones: Annotated[tuple[Code, ...], "zones filmées"]
    by: Annotated[Bearer, "qui en répond"]
    in_register: Annotated[bool, "inscrite au registre des traitements"]
    people_informed: Annotated[bool, "les personnes sont informées"]

    def flaws(self) -> Iterator[Flaw]:
        for name, kept in (("in_register", self.in_register), ("people_informed", self.people_informed)):
            if not kept:
                what = "la vidéosurveillance n’est pas au registre, ou les personnes ne sont pas informées"
                yield Flaw(name, what, "Inscrivez-la et affichez-la", Severity.WARNING)

    def sentence(self) -> str:
        return headline(
            f"{party(self.by)} filme {len(self.zones)} zones, les inscrit au registre et informe les personnes."
        )

    def owed(self) -> Iterator[Duty]:
        yield Duty("registre", "inscrire la vidéosurveillance au registre des traitements", self.by, EVERYBODY)
        yield Duty("information", "informer les personnes qu’elles sont filmées", self.by, EVERYBODY, proof="l’affiche")
