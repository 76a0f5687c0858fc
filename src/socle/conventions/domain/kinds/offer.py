"""What a body offers to a public (URS-03)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import EVERYBODY, Bearer, Code, Word, listed


class Audience(Word):
    """Who an offer is for."""

    SELF_EMPLOYED = "self_employed", "les travailleurs indépendants"
    FIRM = "firm", "les entreprises"
    CREATOR = "creator", "les créateurs"
    EMPLOYER = "employer", "les employeurs"
    INDIVIDUAL_EMPLOYER = "individual_employer", "les particuliers employeurs"
    COMMUNE = "commune", "les communes"
    CONTRACTING_AUTHORITY = "contracting_authority", "les donneurs d’ordre"


@dataclass(frozen=True, slots=True)
class Offer(Body):
    kind: ClassVar[str] = "offer"
    title: ClassVar[str] = "Offre"
    obliges: ClassVar[str] = "Une offre n’est montrée aux partenaires que si elle est marquée publiée."
    once_by: ClassVar[tuple[str, ...] | None] = ("code",)

    code: Annotated[Code, "code de l’offre"]
    name: Annotated[str, "offre"]
    by: Annotated[Bearer, "qui la porte"]
    audiences: Annotated[tuple[Audience, ...], "à qui elle s’adresse"]
    published: Annotated[bool, "montrée aux partenaires"] = False

    def sentence(self) -> str:
        published = "publiée aux partenaires" if self.published else "non publiée"
        return f"{self.name}, pour {listed(self.audiences)}, {published}."

    def owed(self) -> Iterator[Duty]:
        if self.published:
            yield Duty("offre", f"tenir l’offre « {self.name} »", self.by, EVERYBODY)
