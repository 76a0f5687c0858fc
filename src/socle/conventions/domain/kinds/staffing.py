"""Who works for the shared organisation, how much and where (ISU-05)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import EVERYBODY, Bearer, Code, DecimalText, Word
from socle.conventions.domain.words import Office


class Site(Word):
    """Where they work."""

    ONE_FLOOR = "one_floor", "sur un même plateau"
    OWN_SITE = "own_site", "sur leur site"


@dataclass(frozen=True, slots=True)
class Staffing(Body):
    kind: ClassVar[str] = "staffing"
    title: ClassVar[str] = "Effectifs"
    obliges: ClassVar[str] = (
        "Un effectif hors de ce qui est écrit est montré ; l’employeur garde la gestion de ses agents."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ("office",)

    office: Annotated[Office, "fonction"]
    count: Annotated[int | None, "nombre de personnes ; absent : aucun n’est écrit"] = None
    full_time: Annotated[bool, "chacun à temps plein"] = False
    together: Annotated[DecimalText | None, "temps plein cumulé, au moins"] = None
    equal: Annotated[bool, "autant de personnes de chaque partie"] = False
    site: Annotated[Site | None, "où ils travaillent"] = None
    of: Annotated[Bearer, "employeur"] = EVERYBODY
    serves: Annotated[tuple[Code, ...], "publics servis, le premier d’abord"] = ()
    tasks: Annotated[tuple[Code, ...], "ce dont ils sont chargés"] = ()

    def sentence(self) -> str:
        count = f" : {self.count}" if self.count else ""
        full = ", à temps plein" if self.full_time else ""
        together = f", ensemble {self.together} temps plein au moins" if self.together else ""
        equal = ", autant de chaque partie" if self.equal else ""
        site = f", {self.site.label}" if self.site else ""
        return f"{self.office.headline}{count}{full}{together}{equal}{site}."

    def owed(self) -> Iterator[Duty]:
        yield Duty(
            "effectif", f"tenir l’effectif « {self.office.label} »", self.of, EVERYBODY, proof="la liste des agents"
        )
