"""Whom to call, by commune or sector, kept by one party for the other (DRT-02)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Bearer, Code, Word
from socle.conventions.domain.words import Start, party
from socle.kernel.french import headline


class Export(Word):
    """How the directory leaves the screen."""

    CSV = "csv", "fichier CSV"
    PRINT = "print", "page à imprimer"


@dataclass(frozen=True, slots=True)
class Directory(Body):
    kind: ClassVar[str] = "directory"
    title: ClassVar[str] = "Annuaire par territoire"
    obliges: ClassVar[str] = (
        "Une commune cherchée donne toujours une réponse : son interlocuteur, ou le numéro de repli."
    )
    once_by: ClassVar[tuple[str, ...] | None] = ("code",)

    code: Annotated[Code, "code de l’annuaire"]
    by: Annotated[Bearer, "qui le tient"]
    to: Annotated[Bearer, "qui est averti de chaque changement"]
    items: Annotated[tuple[Code, ...], "ce qui est donné pour chaque territoire"]
    levels: Annotated[tuple[Code, ...], "découpages admis"] = ()
    exports: Annotated[tuple[Export, ...], "sorties"] = ()
    fallback_phone: Annotated[str | None, "numéro, quand la commune n’a pas d’interlocuteur"] = None
    fallback_prompt: Annotated[str | None, "choix à demander à ce numéro"] = None

    def sentence(self) -> str:
        fallback = f" ; à défaut, le {self.fallback_phone}" if self.fallback_phone else ""
        return headline(f"{party(self.by)} tient un annuaire : {len(self.items)} mentions par territoire{fallback}.")

    def owed(self) -> Iterator[Duty]:
        yield Duty("tenue", "tenir l’annuaire à jour", self.by, self.to, proof="l’annuaire daté")
        yield Duty("avis", "signaler chaque changement de l’annuaire", self.by, self.to, starts=Start.ACTION)
