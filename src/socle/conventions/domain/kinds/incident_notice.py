"""Who must be told of an incident, and how fast (MCP-08, MCP-33)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.types import Code, DelayText
from socle.conventions.domain.words import ContactRole, Side


@dataclass(frozen=True, slots=True)
class IncidentNotice(Body):
    kind: ClassVar[str] = "incident_notice"
    title: ClassVar[str] = "Signalement d’incident"
    obliges: ClassVar[str] = "Un incident non signalé dans le délai est un manquement."
    once_by: ClassVar[tuple[str, ...] | None] = ("of",)

    of: Annotated[Code, "incident"]
    by: Annotated[Side, "qui signale"]
    to: Annotated[Side, "à qui"]
    contact: Annotated[ContactRole | None, "interlocuteur unique"] = None
    except_for: Annotated[Code | None, "incidents qui suivent une autre voie"] = None
    within: Annotated[DelayText | None, "délai ; absent : sans délai"] = None

    def sentence(self) -> str:
        within = f"sous {spoken(self.within)}" if self.within else "sans délai"
        return f"{self.by.headline} signale tout incident à {self.to.label}, {within}."
