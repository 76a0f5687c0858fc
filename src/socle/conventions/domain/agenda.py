"""The next dates of a convention: end of its period, tacit renewal, last useful day to object (MCP-03, MCP-04).

Source: convention 17.1 (one year, tacit renewal) and 17.2 (notice received at least some months before the end). A
notice that comes late has no effect: the last useful day is a working day, carried back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from socle.conventions.domain.kinds import Duration, Renewal, Termination
from socle.conventions.domain.kinds.termination import Ground
from socle.conventions.domain.life import Life, State, after, life_of
from socle.conventions.domain.reading import AnyTerm, first, of_kind
from socle.kernel.clause import Clause
from socle.kernel.deadlines import Calendar, Delay, last_notice_day
from socle.kernel.deadlines.proof import ProofStep


class DateKind(StrEnum):
    """What happens that day."""

    PERIOD_END = "period_end"
    RENEWAL = "renewal"
    LAST_NOTICE = "last_notice"
    END = "end"


@dataclass(frozen=True, slots=True)
class NextDate:
    """One date to come, with its clause and, when it was computed backwards, its proof."""

    kind: DateKind
    day: date
    says: str
    clause: Clause | None
    due: datetime | None = None
    proof: tuple[ProofStep, ...] = ()


def state_at(effective_at: datetime | None, ends_at: datetime | None, at: datetime) -> State:
    """Where the act is in its life; a convention that renews tacitly has no end written."""
    if effective_at is None or at < effective_at:
        return State.COMING
    return State.OVER if ends_at is not None and ends_at <= at else State.IN_FORCE


def next_dates(terms: Iterable[AnyTerm], start: date, day: date, calendar: Calendar) -> tuple[NextDate, ...]:
    """The dates to come on `day`, the soonest first; none once the act is over."""
    found = tuple(terms)
    now = life_of(found, start, day)
    if now.state is State.OVER:
        return ()
    return tuple(sorted(_dates(found, now, day, calendar), key=lambda item: (item.day, item.kind)))


def dates_between(
    terms_on: Callable[[date], Iterable[AnyTerm]], start: date, bounds: tuple[date, date], calendar: Calendar
) -> tuple[NextDate, ...]:
    """The dates of every period between two days included, under the terms that hold on each of them."""
    first, last = bounds
    found: dict[tuple[DateKind, date], NextDate] = {}
    day = max(first, start)
    while day <= last:
        terms = tuple(terms_on(day))
        now = life_of(terms, start, day)
        found.update(((one.kind, one.day), one) for one in next_dates(terms, start, day, calendar))
        if now.ends_on is None or now.renews_on is None:
            break
        day = max(day, now.ends_on) + timedelta(days=1)
    return tuple(sorted((one for one in found.values() if first <= one.day <= last), key=lambda one: one.day))


def ended_on(day: date, clause: Clause) -> NextDate:
    """The last day that a termination gives: nothing renews after it."""
    return NextDate(DateKind.END, day, "Dernier jour de la convention, qui a été résiliée.", clause)


def _dates(terms: tuple[AnyTerm, ...], now: Life, day: date, calendar: Calendar) -> Iterator[NextDate]:
    duration = first(terms, Duration)
    if now.ends_on is None:
        return
    clause = duration.clause if duration else now.clause
    if now.renews_on is None:
        yield NextDate(DateKind.END, now.ends_on, "Dernier jour de la convention, sans reconduction.", clause)
        return
    yield NextDate(DateKind.PERIOD_END, now.ends_on, "Dernier jour de la période en cours.", clause)
    yield NextDate(DateKind.RENEWAL, now.renews_on, "Reconduction tacite, sauf dénonciation.", now.clause)
    notice = _last_notice(terms, now.ends_on, day, calendar)
    if notice:
        yield notice


def _last_notice(terms: tuple[AnyTerm, ...], ends_on: date, day: date, calendar: Calendar) -> NextDate | None:
    """The last day to object to the coming renewal; once it is gone, to the one after."""
    ending = next((term for term in of_kind(terms, Termination) if term.body.ground is Ground.WILL), None)
    renewal = first(terms, Renewal)
    if ending is None or ending.body.delay is None or renewal is None or renewal.body.every is None:
        return None
    notice = Delay.parse(ending.body.delay)
    found = last_notice_day(ends_on, notice, calendar)
    if found.day < day:
        ends_on = after(ends_on, Delay.parse(renewal.body.every))
        found = last_notice_day(ends_on, notice, calendar)
    says = f"Dernier jour utile pour qu’une dénonciation soit reçue avant la fin du {ends_on:%d/%m/%Y}."
    return NextDate(DateKind.LAST_NOTICE, found.day, says, ending.clause, found.due, found.proof)
