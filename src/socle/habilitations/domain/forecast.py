"""When the seats of a ceiling will all be taken (MCP-21, MCP-61; ambitions, « forecast of exhaustion »).

The forecast adds what is written (rights that begin or end on a known day, a ceiling that an avenant changes) to the
net take-up of the last days. It rests on figures that the page shows, and says that it does not know when the ledger
is too young. The texts are silent on it: its window, its horizon and its least history are parameters of the house.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from socle.habilitations.domain.seats import Hold, Step, level_at, used_over_time
from socle.kernel.clause import Clause

FORECAST_CLAUSE = Clause.house("MCP-21")
WINDOW_DAYS = 90  # [house] the take-up is measured over these days; in force since 20/11/2026
HORIZON_DAYS = 365  # [house] nothing is foretold beyond; in force since 20/11/2026
LEAST_DAYS = 30  # [house] a younger ledger foretells nothing; in force since 20/11/2026
DAY = timedelta(days=1)


class Outlook(StrEnum):
    """What the forecast answers."""

    ABOVE = "above"
    FULL = "full"
    KNOWN = "known"
    EXPECTED = "expected"
    NOT_BEFORE = "not_before"
    UNKNOWN = "unknown"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Ledger:
    """One ceiling over time: `ceilings` are its maximum from each day on, the first one in force now."""

    holds: tuple[Hold, ...]
    ceilings: tuple[tuple[datetime, int | None], ...]
    clause: Clause


@dataclass(frozen=True, slots=True)
class Forecast:
    """The answer and the figures it rests on; `day` is None when no day is known."""

    outlook: Outlook
    maximum: int | None
    used: int
    used_before: int
    days: int
    starts: int
    ends: int
    clause: Clause
    day: datetime | None = None
    rule: Clause = FORECAST_CLAUSE

    @property
    def net(self) -> int:
        """Seats taken less seats given back over the window."""
        return self.used - self.used_before


def forecast(ledger: Ledger, at: datetime) -> Forecast:
    """The day when every seat will be taken, « not before » the horizon, or that nobody can say."""
    steps = used_over_time(ledger.holds)
    first = steps[0][0] if steps else at
    days = min(WINDOW_DAYS, (at - first).days)
    since = at - timedelta(days=days)
    figures = Forecast(
        Outlook.UNKNOWN,
        _ceiling_at(ledger, at),
        level_at(steps, at),
        level_at(steps, since),
        days,
        sum(since < hold.period.start <= at for hold in ledger.holds),
        sum(hold.period.end is not None and since < hold.period.end <= at for hold in ledger.holds),
        ledger.clause,
    )
    return _answer(ledger, steps, figures, at)


def _answer(ledger: Ledger, steps: Sequence[Step], figures: Forecast, at: datetime) -> Forecast:
    if not figures.maximum:
        return _with(figures, Outlook.CLOSED)
    if figures.used >= figures.maximum:
        return _with(figures, Outlook.ABOVE if figures.used > figures.maximum else Outlook.FULL, at)
    if day := _first_full(ledger, steps, 0.0, at):
        return _with(figures, Outlook.KNOWN, day)
    if figures.days < LEAST_DAYS:
        return figures
    if day := _first_full(ledger, steps, max(figures.net, 0) / figures.days, at):
        return _with(figures, Outlook.EXPECTED, day)
    return _with(figures, Outlook.NOT_BEFORE, at + HORIZON_DAYS * DAY)


def _with(figures: Forecast, outlook: Outlook, day: datetime | None = None) -> Forecast:
    return Forecast(
        outlook,
        figures.maximum,
        figures.used,
        figures.used_before,
        figures.days,
        figures.starts,
        figures.ends,
        figures.clause,
        day,
    )


def _ceiling_at(ledger: Ledger, at: datetime) -> int | None:
    return next((maximum for since, maximum in reversed(ledger.ceilings) if since <= at), None)


def _first_full(ledger: Ledger, steps: Sequence[Step], rate: float, at: datetime) -> datetime | None:
    """The first day whose known use, with `rate` seats more a day, reaches the ceiling of that day."""
    for number in range(1, HORIZON_DAYS + 1):
        day = at + number * DAY
        maximum = _ceiling_at(ledger, day) or 0
        if level_at(steps, day) + rate * number >= maximum:
            return day
    return None
