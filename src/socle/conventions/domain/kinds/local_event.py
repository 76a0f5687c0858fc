"""An event that a commune reports, and the answer it opens (URS-02)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.duty import Duty
from socle.conventions.domain.types import Bearer, Code, Word, listed
from socle.conventions.domain.words import Start


class Response(Word):
    """What a report opens."""

    AIDS = "aids", "les aides qui conviennent"
    CONTACTS = "contacts", "les interlocuteurs"
    MAYORS_MESSAGE = "mayors_message", "un message aux maires"
    ZONE_FOLLOW_UP = "zone_follow_up", "le suivi des demandes de la zone"


@dataclass(frozen=True, slots=True)
class LocalEvent(Body):
    kind: ClassVar[str] = "local_event"
    title: ClassVar[str] = "Événement local"
    obliges: ClassVar[str] = "Un signalement complet ouvre toute la réponse écrite, et rien d’autre."
    once_by: ClassVar[tuple[str, ...] | None] = ("code",)

    code: Annotated[Code, "code de l’événement"]
    name: Annotated[str, "événement"]
    by: Annotated[Bearer, "qui le signale"]
    to: Annotated[Bearer, "qui répond"]
    items: Annotated[tuple[Code, ...], "mentions obligatoires du signalement"]
    opens: Annotated[tuple[Response, ...], "réponse coordonnée"]
    urgent: Annotated[bool, "passe par la voie des urgences"] = False

    def sentence(self) -> str:
        urgent = ", par la voie des urgences" if self.urgent else ""
        return f"{self.name}{urgent} : le signalement ouvre {listed(self.opens)}."

    def owed(self) -> Iterator[Duty]:
        what = f"ouvrir la réponse coordonnée : {listed(self.opens)}"
        yield Duty("reponse", what, self.to, self.by, starts=Start.NOTIFICATION, proof="la réponse datée")
