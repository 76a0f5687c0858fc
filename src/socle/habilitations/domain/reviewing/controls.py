"""Control lines against rubber stamping: questions whose honest answer is known (ambition 8; MCP-26).

Two kinds, both about real rights, never about invented people: a right that ended when its holder left, to which the
answer is « retirer »; a line judged before, shown again further on, to which the answer is the same as before. The
seed is drawn at the opening and printed on the certificate: anybody may draw the sample again.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from hashlib import sha256
from typing import TypeVar

from socle.habilitations.domain.reviewing.judging import Verdict

Key = TypeVar("Key")
ONE_IN = 12
MOST = 25
FEWEST_LINES = 6
GAP = 6


class Control(StrEnum):
    """What a control line checks; an empty text is an ordinary line."""

    DEPARTED = "departed"
    AGAIN = "again"


CONTROLS = {
    Control.DEPARTED: "droit déjà retiré d'une personne partie : la réponse attendue était « retirer »",
    Control.AGAIN: "ligne montrée deux fois : la réponse attendue était la même",
}


def wanted(lines: int) -> int:
    """How many control lines a review of that many lines holds.

    >>> wanted(3), wanted(50), wanted(10_000)
    (0, 5, 25)
    """
    return 0 if lines < FEWEST_LINES else min(MOST, -(-lines // ONE_IN))


def drawn(keys: Iterable[Key], seed: str, count: int) -> list[Key]:
    """The sample that a seed draws: the keys whose SHA-256 after the seed comes first."""
    return sorted(keys, key=lambda key: sha256(f"{seed} {key}".encode()).digest())[:count]


def rank_again(rank: int, lines: int, seed: str) -> int:
    """After which line a line shown again comes: some lines further, never next to the first time."""
    room = max(lines - rank - GAP, 1)
    return min(lines, rank + GAP + sha256(f"{seed} again {rank}".encode()).digest()[0] % room)


def rank_departed(order: int, lines: int, seed: str) -> int:
    """After which line the control of that order comes."""
    return 1 + int.from_bytes(sha256(f"{seed} departed {order}".encode()).digest()[:4]) % max(lines - 1, 1)


def is_failed(control: str, verdict: str, first_verdict: str = "") -> bool:
    """Whether the answer to a control line is not the honest one; « je ne sais pas » never fails."""
    if Verdict.DOUBTFUL in {verdict, first_verdict}:
        return False
    if control == Control.DEPARTED:
        return verdict != Verdict.REMOVE
    return bool(first_verdict) and verdict != first_verdict
