"""The answer of `socle clock compute`: read what was typed, compute, give back JSON-ready text.

Source: the foundation's interface, `clock compute --from … --delay … --territory … [--hours …]` → `{due, proof}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TypedDict

from socle.kernel.deadlines.calendars import NATIONAL, YEARS, Calendar
from socle.kernel.deadlines.clock import compute
from socle.kernel.deadlines.delay import Delay
from socle.kernel.deadlines.opening import OpeningHours
from socle.kernel.period import Period

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class ClockAnswer(TypedDict):
    """A date for whole days, an instant with its offset for hours; one sentence per step."""

    due: str
    proof: list[str]


def clock_answer(
    start: str,
    delay: str,
    territory: str = NATIONAL,
    hours: str | None = None,
    *,
    good_friday: bool | None = None,
    suspensions: Iterable[Period] = (),
) -> ClockAnswer:
    """Compute from text; ValueError in French when something cannot be read.

    >>> clock_answer("2026-04-01T15:50", "10 jours ouvrés", "67", "09:00-11:30,14:00-16:00")["due"]
    '2026-04-17T16:00:00+02:00'
    >>> clock_answer("2026-04-01", "P1M", "67")["due"]
    '2026-05-04'
    """
    calendar = Calendar(territory, good_friday)
    opening = OpeningHours.parse(hours) if hours else None
    deadline = compute(parse_start(start, calendar), Delay.parse(delay), calendar, opening, suspensions=suspensions)
    return {"due": deadline.value, "proof": [str(step) for step in deadline.proof]}


def parse_start(text: str, calendar: Calendar) -> date:
    """A day, or an instant; without an offset it is the territory's local time. ValueError in French."""
    written = text.strip()
    try:
        if DAY.fullmatch(written):
            start = date.fromisoformat(written)
        else:
            start = _local(datetime.fromisoformat(written), calendar)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"date « {text} » illisible : écrivez 2026-04-01 ou 2026-04-01T15:50") from error
    if start.year not in YEARS:
        raise ValueError(f"date « {text} » hors du calendrier : donnez une année de {YEARS[0]} à {YEARS[-1]}")
    return start


def _local(at: datetime, calendar: Calendar) -> datetime:
    """Through UTC, so that a time skipped by the change of hour becomes one that exists."""
    aware = at if at.tzinfo is not None else at.replace(tzinfo=calendar.zone)
    return aware.astimezone(UTC).astimezone(calendar.zone)
