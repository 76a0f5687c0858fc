"""What a provider signs up to, and passes on to its own (DRT-07, DRT-08)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import EVERYBODY, Bearer, Code


@dataclass(frozen=True, slots=True)
class ProviderDuties(Body):
    kind: ClassVar[str] = "provider_duties"
    title: ClassVar[str] = "Engagements du prestataire"
    obliges: ClassVar[str] = "Un prestataire dont le contrat ne reprend pas ces engagements n’intervient pas."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    by: Annotated[Bearer, "partie qui fait appel au prestataire"]
    duties: Annotated[tuple[Code, ...], "engagements à souscrire"]
    passed_on: Annotated[bool, "les mêmes lient ses sous-traitants"]
    on_instruction_only: Annotated[bool, "il n’agit que sur instruction"] = False
    equivalent_security: Annotated[bool, "sa sécurité vaut celle des parties"] = False

    def sentence(self) -> str:
        passed = ", ses sous-traitants aussi" if self.passed_on else ""
        return f"Tout prestataire souscrit {len(self.duties)} engagements{passed}."

    def owed(self) -> Iterator[Duty]:
        what = "faire souscrire ses engagements à chaque prestataire"
        yield Duty("contrat", what, self.by, EVERYBODY, proof="le contrat du prestataire")
