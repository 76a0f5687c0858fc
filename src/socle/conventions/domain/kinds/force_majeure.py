"""What a prevented party says and what stops meanwhile (DRT-11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import DelayText
from socle.conventions.domain.words import Form, Side, Start


@dataclass(frozen=True, slots=True)
class ForceMajeure(Body):
    kind: ClassVar[str] = "force_majeure"
    title: ClassVar[str] = "Force majeure"
    obliges: ClassVar[str] = (
        "Sans l’information, l’empêchement n’excuse rien ; la suspension ne vise que les engagements nommés."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ()

    informs_by: Annotated[Form, "forme de l’information"]
    informs_within: Annotated[DelayText | None, "délai ; absent : aussitôt"] = None
    says_measures: Annotated[bool, "l’information dit ce qui est fait pour limiter l’effet"] = True
    suspends_named_only: Annotated[bool, "seuls les engagements nommés sont suspendus"] = True
    own_costs: Annotated[bool, "chaque partie garde ses frais"] = True
    indemnity: Annotated[bool, "une indemnité est due"] = False
    ends_after: Annotated[DelayText | None, "suspension au-delà de laquelle chacun peut résilier"] = None

    def sentence(self) -> str:
        ends = f" ; au-delà de {spoken(self.ends_after)}, chacun peut résilier" if self.ends_after else ""
        indemnity = "une indemnité est due" if self.indemnity else "aucune indemnité n’est due"
        return f"Empêchée, une partie informe par {self.informs_by.label} ; {indemnity}{ends}."

    def owed(self) -> Iterator[Duty]:
        measures = " et dire ce qui est fait pour en limiter l’effet" if self.says_measures else ""
        yield Duty(
            "information",
            f"informer de l’empêchement{measures}",
            Side.ALL,
            Side.ALL,
            within=self.informs_within,
            starts=Start.KNOWLEDGE,
            proof="le message daté",
        )
