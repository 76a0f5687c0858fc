"""The radar of tacit renewals: how near the last useful day to object is (MCP-03, MCP-04; ambitions.md, 15).

A convention without renewal is on it too: nothing follows its last day by itself (FSV-13).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from socle.conventions.domain.agenda import DateKind, NextDate


class Horizon(IntEnum):
    """The days before the date at which an administrator is told again."""

    WEEK = 7
    MONTH = 30
    QUARTER = 90


@dataclass(frozen=True, slots=True)
class Blip:
    """What a convention shows on the radar: the date that decides, what follows it, how many days are left."""

    decides: NextDate
    follows: NextDate | None
    days_left: int
    horizon: Horizon | None

    @property
    def can_object(self) -> bool:
        return self.decides.kind is DateKind.LAST_NOTICE


def blip(dates: Iterable[NextDate], today: date) -> Blip | None:
    """The last day to object when the text gives one, else the end or the renewal; None for no date at all."""
    found = {one.kind: one for one in dates}
    order = (DateKind.LAST_NOTICE, DateKind.END, DateKind.RENEWAL)
    decides = next((found[kind] for kind in order if kind in found), None)
    if decides is None:
        return None
    left = (decides.day - today).days
    return Blip(decides, found.get(DateKind.RENEWAL), left, horizon(left))


def horizon(days_left: int) -> Horizon | None:
    """The narrowest horizon already reached.

    >>> horizon(91), horizon(90).name, horizon(30).name, horizon(7).name
    (None, 'QUARTER', 'MONTH', 'WEEK')
    """
    return next((one for one in sorted(Horizon) if days_left <= one), None)
