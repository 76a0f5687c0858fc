"""Who must be told of an incident, and how fast (MCP-08, MCP-33)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Bearer, Code, DelayText
from socle.conventions.domain.vocabulary import word
from socle.conventions.domain.words import ContactRole, Start, party
from socle.kernel.french import headline


@dataclass(frozen=True, slots=True)
class IncidentNotice(Body):
    kind: ClassVar[str] = "incident_notice"
    title: ClassVar[str] = "Signalement d’incident"
    obliges: ClassVar[str] = "Un incident non signalé dans le délai est un manquement."
    once_by: ClassVar[tuple[str, ...] | None] = ("of",)

    of: Annotated[Code, "incident"]
    by: Annotated[Bearer, "qui signale"]
    to: Annotated[Bearer, "à qui"]
    contact: Annotated[ContactRole | None, "interlocuteur unique"] = None
    except_for: Annotated[Code | None, "incidents qui suivent une autre voie"] = None
    within: Annotated[DelayText | None, "délai ; absent : sans délai"] = None
    starts: Annotated[Start, "fait qui fait courir le délai"] = Start.KNOWLEDGE
    is_interpreted: Annotated[bool, "le départ n’est pas écrit : lecture convenue"] = False

    def sentence(self) -> str:
        within = f"sous {spoken(self.within)}" if self.within else "sans délai"
        return headline(f"{party(self.by)} signale tout incident à {party(self.to)}, {within}.")

    def owed(self) -> Iterator[Duty]:
        yield Duty(
            "signalement",
            f"signaler « {word(self.of)} »",
            self.by,
            self.to,
            within=self.within,
            starts=self.starts,
            proof="le signalement daté",
        )
