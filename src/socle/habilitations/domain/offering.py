"""Whether a profile can be given somewhere: its ceiling is open and, when it is counted by place, a place exists.

Source: bulletin AFAS 1.1 (seats by lieu d'implantation and by équipement), bulletin CDAP 2; MCP-51, MCP-61.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from socle.habilitations.domain.seats import refuse_not_opened
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse

NO_PLACE = "no_place"


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What one term of seats says of a profile: its clause, whether it opens, and how many places it counts in."""

    clause: Clause
    is_open: bool
    places: int


def decide_offer(profile: str, clause: Clause, ceilings: Sequence[Ceiling]) -> Decision:
    """Open when a ceiling is open where the organisation has somewhere to give the profile."""
    opened = [ceiling for ceiling in ceilings if ceiling.is_open]
    if somewhere := next((ceiling for ceiling in opened if ceiling.places), None):
        return allow(somewhere.clause)
    if opened:
        return refuse(
            NO_PLACE,
            f"Le profil {profile} se donne pour un équipement ou un lieu, et votre organisme n'en a inscrit aucun.",
            clause=opened[0].clause,
            fix="Faites inscrire cet équipement par la caisse.",
        )
    return refuse_not_opened(f"le profil {profile}", ceilings[0].clause if ceilings else clause)
