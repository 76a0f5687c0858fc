"""Whether a programme may sign in as a person (MCP-29)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body


@dataclass(frozen=True, slots=True)
class Automaton(Body):
    kind: ClassVar[str] = "automaton"
    title: ClassVar[str] = "Automate"
    obliges: ClassVar[str] = "Un programme n’agit qu’avec les droits de la personne, nommée dans chaque trace."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    signs_in_as_human: Annotated[bool, "un automate peut se connecter comme une personne"]
    with_user_credentials: Annotated[bool, "un service web agit avec les droits de l’utilisateur"]

    def sentence(self) -> str:
        return (
            "Aucun automate ne se connecte comme une personne."
            if not self.signs_in_as_human
            else "Les automates sont admis."
        )
