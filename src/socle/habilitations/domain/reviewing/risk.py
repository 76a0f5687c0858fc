"""How much a right deserves a look, and why in plain words: the riskiest is shown first (ambition 8; MCP-26, MCP-29).

Points are a dated parameter of the house (November 2026): they order a list and ask for a reason, they decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from socle.habilitations.domain.reviewing.lateness import UNUSED
from socle.kernel.french import say_date

SETTLING = timedelta(days=31)  # a right younger than that has had no time to serve
LONG = timedelta(days=730)
FEW = 3  # peers below which a comparison says nothing
HIGH = 50


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What is known of a right when the list is frozen. `peers` are the people of the same team, holder included."""

    granted_at: datetime
    valid_to: datetime | None
    last_used_at: datetime | None
    team: str = ""
    peers_with: int = 0
    peers_of: int = 0
    rights_of_holder: int = 1
    usual_rights: int = 1
    is_wide: bool = False
    is_manager: bool = False
    is_grantor_gone: bool = False
    is_suspended: bool = False
    is_account_active: bool = True


@dataclass(frozen=True, slots=True)
class Risk:
    """The points of a right and what each comes from, the heaviest first."""

    points: int
    reasons: tuple[str, ...]


def risk_of(facts: LineFacts, at: datetime) -> Risk:
    """The risk of a right at an instant."""
    found = sorted(_signs(facts, at), key=lambda sign: -sign[0])
    return Risk(min(sum(points for points, _ in found), 100), tuple(says for _, says in found))


def _signs(facts: LineFacts, at: datetime) -> Iterator[tuple[int, str]]:
    yield from _use(facts, at)
    if facts.is_suspended:
        yield 30, "suspendu en ce moment"
    if not facts.is_account_active:
        yield 25, "le compte de cette personne n'est pas actif"
    if facts.is_grantor_gone:
        yield 25, "accordé par quelqu'un qui n'est plus dans l'organisme"
    if facts.is_wide:
        yield 20, "profil large : d'autres profils du service posent une condition, pas celui-ci"
    if facts.is_manager:
        yield 20, "cette personne gère aussi les droits des autres"
    yield from _peers(facts)
    if facts.valid_to is None:
        yield 10, "sans date de fin"
    if at - facts.granted_at > LONG:
        yield 5, f"accordé depuis longtemps, le {_say(facts.granted_at)}"


def _use(facts: LineFacts, at: datetime) -> Iterator[tuple[int, str]]:
    if facts.last_used_at is None:
        if at - facts.granted_at > SETTLING:
            yield 40, "jamais utilisé"
    elif at - facts.last_used_at >= UNUSED:
        yield 35, f"pas utilisé depuis le {_say(facts.last_used_at)}"


def _peers(facts: LineFacts) -> Iterator[tuple[int, str]]:
    if facts.peers_of >= FEW and facts.peers_with == 1:
        yield 15, f"personne d'autre n'a ce droit parmi les {facts.peers_of} personnes de ce service"
    if facts.peers_of >= FEW and facts.rights_of_holder > 2 * facts.usual_rights:
        yield 15, f"{facts.rights_of_holder} droits, plus du double de ses collègues"


def peers_say(facts: LineFacts) -> str:
    """« 3 des 4 personnes de ce service ont ce droit »; empty when there is nobody to compare with."""
    if facts.peers_of < 2 or not facts.team:  # noqa: PLR2004 - the holder alone
        return ""
    verb = "a" if facts.peers_with == 1 else "ont"
    return f"{facts.peers_with} des {facts.peers_of} personnes de ce service {verb} ce droit"


def _say(at: datetime) -> str:
    return say_date(at.date(), weekday=False)
