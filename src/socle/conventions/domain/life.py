"""The life of a convention: its current period, its tacit renewals, its end (MCP-03, FSV-13, ISU-15).

Source: convention, 17.1. A period of one year that begins on 8 October ends on 7 October included.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from socle.conventions.domain.convention import Convention
from socle.conventions.domain.force import terms_in_force
from socle.conventions.domain.kinds import Duration, Renewal
from socle.conventions.domain.kinds.renewal import Mode
from socle.conventions.domain.reading import AnyTerm, first
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar, Delay, Unit, add_months

ONE_DAY = timedelta(days=1)


class State(StrEnum):
    """Where a convention is in its life."""

    COMING = "coming"
    IN_FORCE = "in_force"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Life:
    """The period that contains the day: its bounds included, and the day of the next tacit renewal."""

    state: State
    starts_on: date | None
    ends_on: date | None
    renews_on: date | None
    clause: Clause | None

    def sentence(self) -> str:
        if self.state is State.COMING:
            return "La convention n’a pas encore pris effet."
        if self.state is State.OVER:
            return (
                f"La convention a pris fin le {self.ends_on:%d/%m/%Y}." if self.ends_on else "La convention est finie."
            )
        if self.renews_on:
            return f"Période en cours jusqu’au {self.ends_on:%d/%m/%Y}, puis reconduction le {self.renews_on:%d/%m/%Y}."
        return f"En vigueur jusqu’au {self.ends_on:%d/%m/%Y}, sans reconduction." if self.ends_on else "En vigueur."


def life(convention: Convention, at: date) -> Life:
    """The life of a convention at `at`, from its duration and renewal in force then."""
    day = Calendar(convention.territory or "FR").day_of(at)
    start = convention.starts_on
    if start is None or day < start:
        return Life(State.COMING, start, None, None, None)
    ended = convention.root.ended_on if convention.root else None
    if ended and ended < day:
        return Life(State.OVER, start, ended, None, None)
    return life_of(terms_in_force(convention, day), start, day)


def life_of(terms: Iterable[AnyTerm], start: date, day: date) -> Life:
    """The life that terms give to an act which took effect on `start`."""
    terms = tuple(terms)
    duration, renewal = first(terms, Duration), first(terms, Renewal)
    if duration is None:
        return Life(State.IN_FORCE, start, None, None, None)
    begins, ends = _first_period(duration.body, start)
    every = renewal.body.every if renewal and renewal.body.mode is Mode.TACIT else None
    if every is None:
        state = State.COMING if day < begins else State.IN_FORCE if day <= ends else State.OVER
        return Life(state, begins, ends, None, duration.clause)
    rank = 0
    second = ends + ONE_DAY
    while day > ends:
        begins, rank = ends + ONE_DAY, rank + 1
        ends = after(second, Delay.parse(every), rank) - ONE_DAY
    return Life(State.IN_FORCE, begins, ends, ends + ONE_DAY, renewal.clause if renewal else None)


def last_day(convention: Convention) -> date | None:
    """The last day that the text itself writes; None when it renews tacitly or never says."""
    start = convention.starts_on
    if start is None:
        return None
    if convention.root and convention.root.ended_on:
        return convention.root.ended_on
    whole = max([start, *(avenant.effective_on for avenant in convention.avenants)])
    current = life_of(terms_in_force(convention, whole), start, whole)
    return None if current.renews_on else current.ends_on


def after(start: date, delay: Delay, times: int = 1) -> date:
    """The day that many periods after `start`: months first, then days.

    >>> after(date(2024, 2, 29), Delay.parse("P1Y"))
    datetime.date(2025, 2, 28)
    """
    months = 12 * delay.amount_of(Unit.YEARS) + delay.amount_of(Unit.MONTHS)
    days = 7 * delay.amount_of(Unit.WEEKS) + delay.amount_of(Unit.DAYS)
    return add_months(start, months * times) + timedelta(days=days * times)


def _first_period(duration: Duration, start: date) -> tuple[date, date]:
    begins = duration.starts_on or start
    if duration.ends_on:
        return begins, duration.ends_on
    assert duration.length, "read: a duration has a length or a last day"
    return begins, after(begins, Delay.parse(duration.length)) - ONE_DAY
