"""The act by which a public body authorised the signature (MCP-11, FSV-01)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from socle.conventions.domain import deliberating
from socle.conventions.domain.body import Body
from socle.conventions.domain.deliberating import Sitting
from socle.conventions.domain.finding import Flaw, Severity
from socle.conventions.domain.types import CtesText, LatecomerText, ProxyText


@dataclass(frozen=True, slots=True)
class Deliberation(Body):
    kind: ClassVar[str] = "deliberation"
    title: ClassVar[str] = "Délibération"
    obliges: ClassVar[str] = "Les dates de l’acte se comparent à celles de la signature ; tout écart est signalé."
    once_by: ClassVar[tuple[str, ...] | None] = ("ctes",)

    body: Annotated[str, "assemblée"]
    ctes: Annotated[CtesText, "identifiant de l’acte transmis"]
    voted_on: Annotated[date, "jour du vote"]
    sent_on: Annotated[date | None, "envoi en préfecture"] = None
    received_on: Annotated[date | None, "réception en préfecture"] = None
    published_on: Annotated[date | None, "publication"] = None
    convened_on: Annotated[date | None, "jour de la convocation"] = None
    item: Annotated[int | None, "point de l’ordre du jour"] = None
    in_office: Annotated[int | None, "membres en exercice"] = None
    present: Annotated[tuple[str, ...], "présents"] = ()
    absent: Annotated[tuple[str, ...], "absents"] = ()
    proxies: Annotated[tuple[ProxyText, ...], "pouvoirs : qui vote pour qui"] = ()
    latecomers: Annotated[tuple[LatecomerText, ...], "retards : à partir de quel point chacun vote"] = ()
    unanimous: Annotated[bool | None, "adoptée à l’unanimité"] = None
    votes_for: Annotated[int | None, "voix pour"] = None
    votes_against: Annotated[int | None, "voix contre"] = None
    abstentions: Annotated[int | None, "abstentions"] = None
    authorised: Annotated[str | None, "fonction autorisée à signer"] = None
    avenants_covered: Annotated[bool, "l’autorisation couvre aussi les avenants"] = False

    @property
    def sitting(self) -> Sitting:
        """What the act says of who sat and how they voted."""
        return Sitting(
            self.item,
            self.in_office,
            self.present,
            self.absent,
            self.proxies,
            self.latecomers,
            self.unanimous,
            self.votes_for,
            self.votes_against,
            self.abstentions,
        )

    def flaws(self) -> Iterator[Flaw]:
        days = (self.convened_on, self.voted_on, self.sent_on, self.received_on, self.published_on)
        stamps = [day for day in days if day]
        if stamps != sorted(stamps):
            what = "les dates de l’acte ne se suivent pas"
            yield Flaw("voted_on", what, "Vérifiez convocation, vote, envoi, réception et publication")
        for name in ("received_on", "published_on"):
            if getattr(self, name) is None:
                yield Flaw(
                    name,
                    f"la date « {name} » est en blanc : l’acte n’est pas exécutoire",
                    "Reportez la date du tampon",
                    Severity.WARNING,
                )
        yield from deliberating.flaws(self.sitting)

    def sentence(self) -> str:
        office = f" ; signe : {self.authorised}" if self.authorised else ""
        return f"Acte {self.ctes}, voté le {self.voted_on:%d/%m/%Y} : {self.body}{office}."
