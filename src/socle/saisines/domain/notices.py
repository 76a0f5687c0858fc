"""What a desk says to everybody: a known problem, a planned stop, from when to when (MCP-40, MCP-42).

Source: contrat de service 3.2 (the desk announces planned stops) and 4 (they are announced to the partner's manager of
services). A stop is announced before it begins; what has begun is a problem.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from socle.conventions.domain.types import Word
from socle.kernel.clause import Clause
from socle.kernel.decision import Decision, allow, refuse

CLAUSE = Clause("contrat de service", "4")
LONGEST_TITLE, LONGEST = 120, 2000


class NoticeKind(Word):
    """A stop is known before, a problem is not."""

    PROBLEM = "problem", "problème connu"
    STOP = "stop", "arrêt prévu"


@dataclass(frozen=True, slots=True)
class NoticeCase:
    """What is to be announced."""

    kind: NoticeKind
    title: str
    begins: datetime
    ends: datetime | None


def may_announce(case: NoticeCase, at: datetime) -> Decision:
    """A title, an end after the beginning; a stop is announced before it begins, with its end."""
    if not 0 < len(case.title.strip()) <= LONGEST_TITLE:
        return _refuse("title_missing", "Dites en une ligne de quoi il s'agit.")
    if case.ends is not None and case.ends <= case.begins:
        return _refuse("ends_before", "La fin doit venir après le début.")
    if case.kind is NoticeKind.STOP and case.begins <= at:
        return _refuse("stop_begun", "Un arrêt s'annonce avant de commencer ; déclarez plutôt un problème connu.")
    if case.kind is NoticeKind.STOP and case.ends is None:
        return _refuse("stop_endless", "Un arrêt prévu a une fin : donnez-la.")
    return allow(CLAUSE)


def _refuse(code: str, reason: str) -> Decision:
    return refuse(code, reason, clause=CLAUSE, fix="Corrigez, puis annoncez de nouveau.")
