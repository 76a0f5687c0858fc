"""Which acts leave a trace (MCP-31, MCP-63)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Word, listed
from socle.conventions.domain.words import Side


class Event(Word):
    """What happens between sign-in and sign-out."""

    SIGN_IN = "sign_in", "la connexion"
    ACTION = "action", "toute action"
    READING = "reading", "toute lecture de dossier"
    REFUSAL = "refusal", "tout refus"
    FAILED_SEARCH = "failed_search", "toute recherche sans résultat"
    TRACE_READING = "trace_reading", "la lecture des traces"
    SIGN_OUT = "sign_out", "la déconnexion"


@dataclass(frozen=True, slots=True)
class Tracing(Body):
    kind: ClassVar[str] = "tracing"
    title: ClassVar[str] = "Traçabilité"
    obliges: ClassVar[str] = "Un acte de cette liste ne peut avoir lieu sans sa trace."

    events: Annotated[tuple[Event, ...], "actes tracés"]

    def sentence(self) -> str:
        return f"Laissent une trace : {listed(self.events)}."

    def owed(self) -> Iterator[Duty]:
        yield Duty("traces", f"tracer {listed(self.events)}", Side.CAISSE, Side.ALL, proof="le journal scellé")
