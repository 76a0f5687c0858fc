"""What the parties handle together, and who carries it out (DRT-08, ISU-10, ISU-11, ISU-14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import EVERYBODY, Bearer, Code, Word
from socle.conventions.domain.words import Start, party
from socle.kernel.french import headline


class Matter(Word):
    """What is handled together."""

    AUTHORITY_NOTICE = "authority_notice", "la notification d’une violation à l’autorité"
    PERSONS_NOTICE = "persons_notice", "l’information des personnes touchées par une violation"
    RIGHTS_REQUEST = "rights_request", "l’exercice des droits des personnes"
    CONTROL_PLAN = "control_plan", "le plan de contrôle"
    COMPLAINT = "complaint", "les réclamations"
    NATIONAL_REFERRAL = "national_referral", "la saisine des organismes nationaux"


@dataclass(frozen=True, slots=True)
class JointHandling(Body):
    kind: ClassVar[str] = "joint_handling"
    title: ClassVar[str] = "Traitement en commun"
    obliges: ClassVar[str] = "Une partie seule ne décide pas de ce que le texte dit commun."
    once_by: ClassVar[tuple[str, ...] | None] = ("of",)

    of: Annotated[Matter, "ce qui est traité en commun"]
    designed_by: Annotated[Bearer, "qui le conçoit ou le décide"] = EVERYBODY
    carried_out_by: Annotated[Bearer, "qui l’exécute"] = EVERYBODY
    informs_first: Annotated[Code | None, "comité informé avant"] = None

    def sentence(self) -> str:
        first = ", après information du comité" if self.informs_first else ""
        return headline(
            f"{self.of.label} : {party(self.designed_by)} décide, {party(self.carried_out_by)} exécute{first}."
        )

    def owed(self) -> Iterator[Duty]:
        what = f"traiter en commun {self.of.label}"
        yield Duty("traitement", what, self.carried_out_by, EVERYBODY, starts=Start.SAISINE)
