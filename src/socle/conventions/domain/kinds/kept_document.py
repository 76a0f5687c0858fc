"""A paper kept current and shown to the other party (DRT-08, URS-14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import EVERYBODY, Bearer, Word
from socle.conventions.domain.words import party
from socle.kernel.french import headline


class Paper(Word):
    """What is kept."""

    PROCESSING_REGISTER = "processing_register", "le registre écrit des traitements"
    INCIDENT_PROCEDURE = "incident_procedure", "la procédure d’incident"
    COMPLIANCE_EVIDENCE = "compliance_evidence", "les preuves de conformité"
    SECURITY_MEASURES = "security_measures", "les mesures de sécurité convenues"
    SURVEILLANCE_REGISTER = "surveillance_register", "le registre de la vidéosurveillance"


@dataclass(frozen=True, slots=True)
class KeptDocument(Body):
    kind: ClassVar[str] = "kept_document"
    title: ClassVar[str] = "Document tenu à disposition"
    obliges: ClassVar[str] = "Le document existe, est à jour, et se montre à qui peut le demander."
    once_by: ClassVar[tuple[str, ...] | None] = ("paper", "by")

    paper: Annotated[Paper, "document"]
    by: Annotated[Bearer, "qui le tient"]
    shown_to: Annotated[Bearer, "qui peut le demander"] = EVERYBODY
    written: Annotated[bool, "il est écrit"] = True

    def sentence(self) -> str:
        return headline(f"{party(self.by)} : {self.paper.label}, à disposition de {party(self.shown_to)}.")

    def owed(self) -> Iterator[Duty]:
        yield Duty("tenue", f"tenir à jour {self.paper.label}", self.by, self.shown_to, proof="le document daté")
