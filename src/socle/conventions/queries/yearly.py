"""The yearly report of a convention: what each party kept, what changed, what was read, from one same source.

Source: convention Mon Compte Partenaire, 16; the figures are those of the obligations board, for one year of the
convention counted from the day it took effect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from socle.conventions.domain.force import midnight
from socle.conventions.domain.keeping import Rate, rates
from socle.conventions.domain.life import after
from socle.conventions.models import Act, Convention, ConventionParty, Letter
from socle.conventions.queries.obligations import Line, lines_of
from socle.conventions.queries.portfolio import parties_of
from socle.kernel.deadlines import Calendar, Delay

YEAR = Delay.parse("P1Y")


@dataclass(frozen=True, slots=True)
class Yearly:
    """One year of a convention, as it stood at an instant."""

    convention: Convention
    first: date
    last: date
    lines: tuple[Line, ...]
    rates: Mapping[UUID, Rate]
    parties: tuple[ConventionParty, ...]
    acts: tuple[Act, ...]
    letters: int
    ranks: tuple[int, ...]
    rank: int

    @property
    def names(self) -> Mapping[UUID, str]:
        return {party.party_id: party.party.legal_name for party in self.parties}


def yearly_of(convention: Convention, wanted: int | None, at: datetime) -> Yearly | None:
    """The wanted year of the convention (1 is the first), else the last one over; None before it takes effect."""
    if convention.effective_at is None or convention.effective_at > at:
        return None
    calendar = Calendar(convention.organisation.territory or "FR")
    start, today = calendar.day_of(convention.effective_at), calendar.day_of(at)
    over = sum(1 for rank in range(1, _years(start, today)) if after(start, YEAR, rank) <= today)
    ranks = tuple(range(1, over + 2))
    rank = wanted if wanted in ranks else max(over, 1)
    first = after(start, YEAR, rank - 1)
    last = after(start, YEAR, rank) - timedelta(days=1)
    lines = tuple(lines_of([convention], first, last, at))
    begun, ended = midnight(first, calendar), midnight(last + timedelta(days=1), calendar)
    acts = Act.objects.filter(convention=convention, effective_at__gte=begun, effective_at__lt=min(ended, at))
    letters = Letter.objects.filter(convention=convention, recorded_at__gte=begun, recorded_at__lt=ended)
    return Yearly(
        convention=convention,
        first=first,
        last=last,
        lines=lines,
        rates=rates([(line.occurrence, line.standing) for line in lines], at),
        parties=tuple(parties_of([convention.id]).get(convention.id, ())),
        acts=tuple(acts.defer("text").order_by("number")),
        letters=letters.count(),
        ranks=ranks,
        rank=rank,
    )


def _years(start: date, today: date) -> int:
    return today.year - start.year + 2
