"""How a convention is ended before its term (MCP-04, DRT-13, FSV-13, URS-13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import DelayText, Word
from socle.conventions.domain.words import Form, Side, Start


class Ground(Word):
    """Why a party ends the convention."""

    WILL = "will", "volonté d’une partie"
    BREACH = "breach", "manquement ou usage détourné des données"
    AGREEMENT = "agreement", "accord des parties"
    GENERAL_INTEREST = "general_interest", "motif d’intérêt général"
    FORCE_MAJEURE = "force_majeure", "force majeure prolongée"


class Reading(Word):
    """What a notice is counted before, where the text can be read both ways (FSV-13)."""

    WISHED_END = "wished_end", "le préavis se compte avant la fin voulue"
    ANNIVERSARY = "anniversary", "le préavis se compte avant la date anniversaire de la conclusion"


@dataclass(frozen=True, slots=True)
class Termination(Body):
    kind: ClassVar[str] = "termination"
    title: ClassVar[str] = "Résiliation"
    obliges: ClassVar[str] = (
        "La fin ne peut venir ni par une autre forme, ni avant le délai ; les obligations courent jusqu’à elle."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ("ground",)

    ground: Annotated[Ground, "motif"]
    delay: Annotated[DelayText | None, "délai avant la fin"] = None
    starts: Annotated[Start | None, "fait qui fait courir le délai"] = None
    form: Annotated[Form | None, "forme de l’acte"] = None
    by: Annotated[Side, "qui peut y mettre fin"] = Side.ALL
    date_chosen: Annotated[bool, "l’auteur choisit la date, pas avant le délai"] = False
    unless_mended: Annotated[bool, "la fin n’a pas lieu si le manquement est réparé dans le délai"] = False
    closing_actions: Annotated[bool, "les parties conviennent d’une liste d’actions de clôture"] = False
    reasoned: Annotated[bool, "la lettre dit ses motifs"] = False
    readings: Annotated[tuple[Reading, ...], "lectures entre lesquelles le texte ne tranche pas"] = ()

    def flaws(self) -> Iterator[Flaw]:
        if (self.delay is None) != (self.starts is None):
            yield Flaw(
                "delay",
                "un délai et son point de départ vont ensemble",
                "Écrivez « delay » et « starts », ou aucun des deux",
            )

    def sentence(self) -> str:
        form = f" par {self.form.label}" if self.form else ""
        when = (
            f" ; fin au plus tôt {spoken(self.delay)} après {self.starts.label}" if self.delay and self.starts else ""
        )
        mended = ", sauf réparation dans ce délai" if self.unless_mended else ""
        return f"Résiliation pour {self.ground.label}{form}{when}{mended}."

    def owed(self) -> Iterator[Duty]:
        if self.closing_actions:
            what = "convenir de la liste des actions de clôture"
            yield Duty("cloture", what, Side.ALL, Side.ALL, starts=Start.NOTIFICATION, proof="la liste")
