"""What stays secret, and for how long (MCP-13, URS-11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Code, Word, listed
from socle.conventions.domain.vocabulary import words
from socle.conventions.domain.words import Side


class Freed(Word):
    """What is not secret, even when covered (DRT-07)."""

    PUBLIC_DOMAIN = "public_domain", "déjà publique"
    KNOWN_BEFORE = "known_before", "connue avant, avec preuve"
    LAWFUL_THIRD_PARTY = "lawful_third_party", "reçue licitement d’un tiers"


@dataclass(frozen=True, slots=True)
class Secrecy(Body):
    kind: ClassVar[str] = "secrecy"
    title: ClassVar[str] = "Secret"
    obliges: ClassVar[str] = "Une information couverte n’est ni divulguée, ni utilisée à autre chose."

    covers: Annotated[tuple[Code, ...], "informations couvertes"]
    survives: Annotated[bool, "le secret continue après la fin"]
    binds: Annotated[Side, "qui est tenu"] = Side.ALL
    exceptions: Annotated[tuple[Freed, ...], "informations qui ne sont pas tenues au secret"] = ()
    binds_staff: Annotated[bool, "lie aussi les agents et les prestataires"] = False

    def sentence(self) -> str:
        after = ", même après la fin" if self.survives else ""
        freed = f", sauf information {listed(self.exceptions, 'ou')}" if self.exceptions else ""
        return f"{self.binds.headline} : secret et confidentialité{after}{freed}."

    def owed(self) -> Iterator[Duty]:
        after = ", même après la fin" if self.survives else ""
        yield Duty("secret", f"garder le secret{after} : {words(self.covers)}", self.binds, Side.ALL)
