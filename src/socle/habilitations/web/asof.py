"""The instant a page of rights reads: now, or the end of the day asked for (`?as_of=`), reading only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from socle.theme.moments import BadMoment, as_of


@dataclass(frozen=True, slots=True)
class Moment:
    """The instant read; `day` is set when it is not today: nothing can be changed from there."""

    at: datetime
    day: date | None = None

    @property
    def query(self) -> dict[str, str]:
        """What keeps the day in the addresses of the page."""
        return {"as_of": self.day.isoformat()} if self.day else {}


def moment_of(query: Mapping[str, str], now: datetime) -> Moment:
    """The day of `?as_of=`; now when there is none, when it is today, or when nobody can read it as a day."""
    try:
        day = date.fromisoformat(query.get("as_of", ""))
        return Moment(now) if day == timezone.localdate(now) else Moment(as_of(day, now), day)
    except (ValueError, BadMoment):
        return Moment(now)
