"""A queue of work: its types, who handles it, who answers for it (ISU-08, ISU-09)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import EVERYBODY, Bearer, Code, DocumentId, TermId, Word
from socle.conventions.domain.words import party


class Process(Word):
    """The processes of the shared desk."""

    RECEPTION = "reception", "l’accueil physique"
    ACCOUNT_DATA = "account_data", "les données du compte"
    CONTRIBUTOR_ACCOUNT = "contributor_account", "le compte du cotisant"
    AMICABLE_RECOVERY = "amicable_recovery", "le recouvrement amiable"


@dataclass(frozen=True, slots=True)
class WorkQueue(Body):
    kind: ClassVar[str] = "work_queue"
    title: ClassVar[str] = "File de travail"
    obliges: ClassVar[str] = "Une pièce exclue, ou réservée à un organisme, ne se traite pas en commun."
    once_by: ClassVar[tuple[str, ...] | None] = ("code",)

    code: Annotated[Code, "code de la file"]
    name: Annotated[str, "nom"]
    process: Annotated[Process, "processus"]
    types: Annotated[tuple[Code, ...], "pièces de la file"]
    shared: Annotated[bool, "les deux organismes la traitent"] = True
    owner: Annotated[Bearer, "organisme responsable"] = EVERYBODY
    excludes: Annotated[tuple[Code, ...], "pièces qui n’y entrent pas"] = ()
    commitment: Annotated[TermId | None, "engagement de service qui la suit"] = None
    annexe: Annotated[DocumentId | None, "annexe qui la complète"] = None

    def sentence(self) -> str:
        shared = "traitée en commun" if self.shared else f"traitée par {party(self.owner)} seul"
        return f"{self.name} ({self.process.label}) : {len(self.types)} types de pièces, {shared}."

    def owed(self) -> Iterator[Duty]:
        yield Duty("traitement", f"traiter la file « {self.name} »", self.owner, EVERYBODY)
