"""What a person does before some rights serve them: a pledge signed, a training followed (MCP-34, DRT-08, ISU-06)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.finding import Flaw
from socle.conventions.domain.types import EVERY, Code, DelayText, ProfileCode, ServiceCode, Word, listed


class Need(Word):
    """What the person does first."""

    PLEDGE = "pledge", "un engagement signé"
    TRAINING = "training", "une formation suivie"


@dataclass(frozen=True, slots=True)
class Prerequisite(Body):
    kind: ClassVar[str] = "prerequisite"
    title: ClassVar[str] = "Condition préalable de la personne"
    obliges: ClassVar[str] = (
        "Tant que la personne ne l’a pas remplie, ou quand elle n’est plus valable, son droit existe et ne sert pas."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ("code",)

    code: Annotated[Code, "code de la condition : la preuve le porte, et survit à un avenant"]
    needs: Annotated[Need, "ce que la personne fait d’abord"]
    label: Annotated[str, "ce qu’elle a fait, tel que la page le dit"]
    services: Annotated[tuple[ServiceCode, ...], "services concernés ; aucun : tous ceux de la convention"] = ()
    profiles: Annotated[tuple[ProfileCode, ...], "profils concernés ; aucun : tous"] = ()
    text: Annotated[str | None, "texte de l’engagement, que la personne lit et signe"] = None
    version: Annotated[str | None, "version du texte ; une autre version se signe de nouveau"] = None
    topics: Annotated[tuple[Code, ...], "sujets de la formation"] = ()
    valid_for: Annotated[DelayText | None, "durée de validité ; sans elle, la preuve vaut toujours"] = None

    def concerns(self, service: str, profile: str) -> bool:
        """Whether a right of this profile waits for it."""
        in_service = not self.services or service in self.services
        return in_service and (not self.profiles or profile in self.profiles or EVERY in self.profiles)

    def flaws(self) -> Iterator[Flaw]:
        if self.needs is Need.PLEDGE and not (self.text and self.version):
            remedy = "Recopiez le texte de l’engagement et donnez-lui une version, par exemple « 2026-01 »"
            yield Flaw("text", "l’engagement n’a pas de texte ou pas de version", remedy)
        if self.needs is Need.TRAINING and not self.topics:
            yield Flaw("topics", "la formation n’a aucun sujet", 'Écrivez « topics = ["confidentiality"] »')

    def sentence(self) -> str:
        which = f"avec le profil {listed(self.profiles, 'ou')}" if self.profiles else "avec tout profil"
        where = f" de {listed(service.upper() for service in self.services)}" if self.services else ""
        lasts = f", valable {spoken(self.valid_for)}" if self.valid_for else ""
        return f"Avant de se servir d’un droit {which}{where} : {self.label}{lasts}."
