"""A case as the reason of a consultation: read when the file is opened, never kept (URS-07, MCP-07)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from socle.kernel.actor import Actor
from socle.saisines.domain.life import CaseState
from socle.saisines.domain.reasons import is_about
from socle.saisines.queries.cases import sides_of, visible


def as_reason(
    number: str, reference: str, names: Sequence[str], born: date, actor: Actor, at: datetime
) -> tuple[bool, bool] | None:
    """Whether it is open, and about that person; None when the actor takes no part in it."""
    case = visible(actor).filter(number__iexact=number.strip()).first()
    if case is None or not sides_of(case, actor, at):
        return None
    return case.state != CaseState.CLOSED, is_about(case.person, reference, names, born)
