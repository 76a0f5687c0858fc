"""The signed texts as the termination calculator reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from socle.conventions.domain.convention import Convention
from socle.conventions.domain.ending import Ending, Facts, Setting, calculate
from socle.conventions.domain.kinds.termination import Ground
from socle.kernel.deadlines import Calendar


def ending_of(convention: Convention, ground: Ground, by: str = "", *, territory: str = "", **days: str) -> Ending:
    """The end of a text on a ground; `by` is the id of a party, the first one when empty."""
    facts = Facts(**{fact: date.fromisoformat(day) for fact, day in days.items()})
    setting = Setting.of_text(convention, facts.latest() or date(2026, 3, 2))
    setting = replace(setting, calendar=Calendar(territory)) if territory else setting
    author = next(one for one in setting.signatories if by in {"", one.id})
    return calculate(setting, ground, author, facts)
