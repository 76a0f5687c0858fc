"""A sample of rights: a part by risk, the rest by lot, drawn again by anybody from its seed (MCP-25; convention 9.1).

A lot is the order of SHA-256 of the seed and the right's identifier: no library, the same draw in every language.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from socle.kernel.clause import Clause
from socle.kernel.decision import ALLOWED, Decision, refuse

SAMPLING = Clause.house("MCP-25")
LARGEST, WHOLE = 200, 100
OLD = timedelta(days=365)  # dated parameter of the house: a right older than a revue inverse
UNUSED = timedelta(days=92)  # dated parameter of the house: three months without use
MANY = 3  # dated parameter of the house: rights of one person that deserve a look


class Why(StrEnum):
    """Why a right is in the sample."""

    RISK = "risk"
    LOT = "lot"


@dataclass(frozen=True, slots=True)
class RightSeen:
    """What is known of a right at the instant of the draw."""

    id: str
    granted_at: datetime
    has_end: bool
    rights_of_person: int
    is_manager: bool
    last_used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A right that may be drawn, with its risk and the reasons of it."""

    id: str
    score: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line of the sample, in its order."""

    rank: int
    candidate: Candidate
    why: Why


def candidate(right: RightSeen, at: datetime) -> Candidate:
    """The risk of a right: one point by reason, each said in plain words."""
    reasons = (
        (not right.has_end, "sans date de fin"),
        (at - right.granted_at >= OLD, "accordé il y a plus d'un an"),
        (right.rights_of_person >= MANY, f"{right.rights_of_person} droits à la même personne"),
        (_sleeps(right, at), "sans usage depuis plus de trois mois"),
        (right.is_manager, "son titulaire gère aussi des habilitations"),
    )
    kept = tuple(says for holds, says in reasons if holds)
    return Candidate(right.id, len(kept), kept)


def _sleeps(right: RightSeen, at: datetime) -> bool:
    return at - (right.last_used_at or right.granted_at) >= UNUSED


def draw(candidates: Iterable[Candidate], size: int, seed: str, risk_percent: int) -> tuple[Drawn, ...]:
    """The riskiest first for their share, then by lot among the others; ties go by lot too."""
    pool = sorted(candidates, key=lambda one: _lot(seed, one.id))
    wanted = min(size, len(pool))
    by_risk = sorted((one for one in pool if one.score), key=lambda one: -one.score)[: wanted * risk_percent // WHOLE]
    taken = {one.id for one in by_risk}
    by_lot = [one for one in pool if one.id not in taken][: wanted - len(by_risk)]
    lines = [(one, Why.RISK) for one in by_risk] + [(one, Why.LOT) for one in by_lot]
    return tuple(Drawn(rank, one, why) for rank, (one, why) in enumerate(lines, 1))


def listed(candidates: Iterable[Candidate]) -> str:
    """What was drawn from, kept with the sample: one right and its risk by line."""
    return "\n".join(f"{one.id}:{one.score}" for one in sorted(candidates, key=lambda one: one.id))


def read(text: str) -> tuple[Candidate, ...]:
    """The population that a sample kept."""
    pairs = (line.rpartition(":") for line in text.splitlines())
    return tuple(Candidate(name, int(score)) for name, _, score in pairs)


def digest(candidates: Iterable[Candidate]) -> str:
    """The fingerprint of what was drawn from: two equal fingerprints mean two equal populations."""
    return hashlib.sha256(listed(candidates).encode()).hexdigest()


def may_draw(candidates: Sequence[Candidate], size: int, risk_percent: int) -> Decision:
    """A sample has rights to choose from, a size one can question, and a share of risk between 0 and 100."""
    if not candidates:
        return refuse(
            "nothing_to_draw", "Aucun droit en cours ne répond à ces critères.", clause=SAMPLING, fix="Élargissez-les."
        )
    if 1 <= size <= LARGEST and 0 <= risk_percent <= WHOLE:
        return ALLOWED
    return refuse(
        "sample_size",
        f"Un échantillon compte de 1 à {LARGEST} droits, dont 0 à 100 % par risque.",
        clause=SAMPLING,
        fix="Corrigez ces nombres.",
    )


def _lot(seed: str, identifier: str) -> str:
    return hashlib.sha256(f"{seed}|{identifier}".encode()).hexdigest()
