"""What falls when something else ends (MCP-02, MCP-04, MCP-06)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.types import DocumentId, Word, listed


class Cause(Word):
    """What ended."""

    CONVENTION_ENDED = "convention_ended", "la convention prend fin"
    FUNDING_ENDED = "funding_ended", "la convention d’objectifs et de financement prend fin sans renouvellement"
    SERVICE_REMOVED = "service_removed", "la caisse supprime le service"
    SERVICES_CHANGED = "services_changed", "la liste des services change par avenant"
    LAW_CHANGED = "law_changed", "une loi nouvelle contredit la clause"


@dataclass(frozen=True, slots=True)
class Lapse(Body):
    kind: ClassVar[str] = "lapse"
    title: ClassVar[str] = "Caducité"
    obliges: ClassVar[str] = (
        "Les documents cités cessent de valoir en même temps que la cause, avec leurs pièces s’il est dit."
    )

    when: Annotated[Cause, "ce qui prend fin"]
    documents: Annotated[tuple[DocumentId, ...], "documents qui tombent"] = ()
    with_pieces: Annotated[bool, "les pièces justificatives tombent aussi"] = False

    def sentence(self) -> str:
        pieces = " et leurs pièces justificatives" if self.with_pieces else ""
        return f"Quand {self.when.label}, tombent : {listed(self.documents)}{pieces}."
