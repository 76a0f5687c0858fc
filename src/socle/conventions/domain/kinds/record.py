"""What is written down of each fact, and what is never written (DRT-05, FSV-09, FSV-11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import recurring
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import EVERYBODY, Bearer, Code, DelayText
from socle.conventions.domain.words import party
from socle.kernel.french import headline


@dataclass(frozen=True, slots=True)
class Record(Body):
    kind: ClassVar[str] = "record"
    title: ClassVar[str] = "Fiche à tenir"
    obliges: ClassVar[str] = "Une fiche incomplète est refusée ; une donnée exclue l’est aussi."
    once_by: ClassVar[tuple[str, ...] | None] = ("of",)

    of: Annotated[Code, "fait noté"]
    by: Annotated[Bearer, "qui la tient"]
    items: Annotated[tuple[Code, ...], "mentions obligatoires"]
    excludes: Annotated[tuple[Code, ...], "données jamais écrites"] = ()
    counted_every: Annotated[DelayText | None, "fréquence du décompte"] = None
    counted_for: Annotated[Bearer, "qui reçoit le décompte"] = EVERYBODY

    def flaws(self) -> Iterator[Flaw]:
        both = sorted(set(self.items) & set(self.excludes))
        if both:
            yield Flaw("excludes", f"demandé et exclu à la fois : {', '.join(both)}", "Gardez l’un des deux")

    def sentence(self) -> str:
        without = f", jamais {len(self.excludes)} données exclues" if self.excludes else ""
        counted = f" ; décompte {recurring(self.counted_every)}" if self.counted_every else ""
        return headline(f"{party(self.by)} note chaque fait en {len(self.items)} mentions{without}{counted}.")

    def owed(self) -> Iterator[Duty]:
        if self.counted_every:
            what = "donner le décompte des fiches de la période"
            yield Duty("decompte", what, self.by, self.counted_for, every=self.counted_every, proof="le décompte")
        else:
            yield Duty("tenue", "tenir la fiche à jour", self.by, self.counted_for, proof="la fiche")
