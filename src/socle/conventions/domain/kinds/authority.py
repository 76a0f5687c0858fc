"""What a public body needs before it signs (MCP-11, FSV-01)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from socle.conventions.domain.body import Body
from socle.conventions.domain.delays import spoken
from socle.conventions.domain.types import DelayText, Word, listed
from socle.conventions.domain.words import Side, Start


class Stamp(Word):
    """The dates that the papers carry."""

    SENT = "sent", "envoi en préfecture"
    RECEIVED = "received", "réception en préfecture"
    PUBLISHED = "published", "publication"


class Breach(Word):
    """What the software does with a signature that comes before its authority."""

    FLAGGED = "flagged", "signalée"
    REFUSED = "refused", "refusée"


@dataclass(frozen=True, slots=True)
class Authority(Body):
    kind: ClassVar[str] = "authority"
    title: ClassVar[str] = "Autorisation de signer"
    obliges: ClassVar[str] = "Un acte signé avant l’autorisation, ou avant qu’elle soit exécutoire, est signalé."
    once_by: ClassVar[tuple[str, ...] | None] = ()

    bodies: Annotated[Side, "parties concernées quand elles sont publiques"]
    stamps: Annotated[tuple[Stamp, ...], "dates qui rendent l’acte exécutoire"]
    appeal_within: Annotated[DelayText, "délai de recours"]
    appeal_starts: Annotated[Start, "fait qui fait courir le recours"] = Start.PUBLICATION
    on_breach: Annotated[Breach, "signature avant l’autorisation"] = Breach.FLAGGED
    printed_date_is_signature: Annotated[bool, "la date imprimée au pied vaut jour de signature"] = False

    def sentence(self) -> str:
        stamps, appeal = listed(self.stamps), spoken(self.appeal_within)
        return f"Un organisme public signe sous délibération exécutoire ({stamps}) ; recours sous {appeal}."
