"""What one party undertakes towards another, with its proof (URS-01, URS-09, DRT-05, FSV-09)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import Bearer, Code, DelayText, Word
from socle.conventions.domain.vocabulary import words
from socle.conventions.domain.words import Start, party
from socle.kernel.french import headline


class Act(Word):
    """What the party undertakes to do; the verb takes its complement from the text."""

    INFORM = "inform", "informer"
    RELAY = "relay", "relayer"
    ORIENT = "orient", "orienter"
    DETECT = "detect", "repérer"
    COORDINATE = "coordinate", "coordonner"
    INVITE = "invite", "inviter"
    HOLD = "hold", "organiser"
    PROTECT = "protect", "protéger"
    WELCOME = "welcome", "accueillir"
    SUPPORT = "support", "accompagner"


@dataclass(frozen=True, slots=True)
class Commitment(Body):
    kind: ClassVar[str] = "commitment"
    title: ClassVar[str] = "Engagement d’une partie"
    obliges: ClassVar[str] = "L’engagement est suivi : fait, dû, prouvé ; sans preuve, il reste dû."

    by: Annotated[Bearer, "qui s’engage"]
    to: Annotated[Bearer, "envers qui"]
    act: Annotated[Act, "ce qu’il s’engage à faire"]
    about: Annotated[str, "complément du verbe"]
    proof: Annotated[tuple[Code, ...], "ce que la preuve contient"]
    public: Annotated[Code | None, "public visé"] = None
    every: Annotated[DelayText | None, "fréquence"] = None
    within: Annotated[DelayText | None, "délai"] = None
    starts: Annotated[Start | None, "fait qui fait naître l’engagement ; absent : il court toujours"] = None

    def flaws(self) -> Iterator[Flaw]:
        if not self.proof:
            yield Flaw("proof", "l’engagement n’a pas de preuve", 'Écrivez « proof », par exemple ["date", "text"]')
        if self.within and self.starts is None:
            yield Flaw("starts", "le délai n’a pas de point de départ", "Ajoutez « starts », ou retirez « within »")

    def sentence(self) -> str:
        within = f" sous {spoken(self.within)}" if self.within else ""
        return headline(f"{party(self.by)} s’engage envers {party(self.to)} à {self.act.label} {self.about}{within}.")

    def owed(self) -> Iterator[Duty]:
        yield Duty(
            "engagement",
            f"{self.act.label} {self.about}",
            self.by,
            self.to,
            every=self.every,
            within=self.within,
            starts=self.starts,
            proof=words(self.proof),
        )
