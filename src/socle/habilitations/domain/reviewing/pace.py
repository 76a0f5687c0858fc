"""How fast lines were judged: said while the reviewer may slow down, written on the certificate (ambition 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

QUICK = 3  # seconds, dated parameter of the house (November 2026): less than it takes to read a line
IN_A_ROW = 8
LONGEST = 900  # seconds counted for one line: past it, the reviewer was elsewhere


@dataclass(frozen=True, slots=True)
class Pace:
    """The times of the lines judged, in seconds."""

    judged: int
    middle: int
    quick: int
    total: int


def pace_of(seconds: Sequence[int]) -> Pace:
    """The pace of a review.

    >>> pace_of([2, 2, 10])
    Pace(judged=3, middle=2, quick=2, total=14)
    """
    quick = sum(one < QUICK for one in seconds)
    return Pace(len(seconds), round(median(seconds)) if seconds else 0, quick, sum(seconds))


def warning(latest: Sequence[tuple[int, str]]) -> str:
    """What to tell somebody who gives one answer very fast, from the latest (seconds, verdict); else empty."""
    last = latest[:IN_A_ROW]
    if len(last) < IN_A_ROW or len({verdict for _, verdict in last}) > 1 or any(one >= QUICK for one, _ in last):
        return ""
    return (
        f"Vos {IN_A_ROW} dernières réponses sont les mêmes, chacune en moins de {QUICK} secondes. "
        "Prenez le temps de lire : le rythme est écrit sur le certificat que la caisse reçoit."
    )
