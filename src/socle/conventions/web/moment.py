"""Which instant a page reads: now, or the end of the day asked for (`?as_of=`, reading only)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest

from socle.conventions.domain.force import midnight
from socle.conventions.models import Convention
from socle.conventions.web.forms import AsOfForm
from socle.kernel.deadlines import Calendar


@dataclass(frozen=True, slots=True)
class Moment:
    """The instant read, and the day asked for when it is not today."""

    at: datetime
    form: AsOfForm
    day: date | None = None

    @property
    def query(self) -> str:
        """What keeps the day in the addresses of the page."""
        return f"?as_of={self.day.isoformat()}" if self.day else ""


def moment_of(request: HttpRequest, convention: Convention, at: datetime) -> Moment:
    """The last instant of the day asked for in the convention's territory; now when none or today is asked."""
    form = AsOfForm(request.GET)
    calendar = Calendar(convention.organisation.territory or "FR")
    day = form.day
    if day is None or day == calendar.day_of(at):
        return Moment(at, form)
    return Moment(midnight(day + timedelta(days=1), calendar) - timedelta(microseconds=1), form, day)
