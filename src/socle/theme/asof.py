"""The instant a page reads: now, or the end of the day asked for (`?as_of=`), reading only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone

from socle.theme.moments import BadMoment, as_of, within_reach

FIELD = "as_of"
CURSORS = ("suite", "apres", "avant")
UNREADABLE = "Écrivez-la comme 2026-03-12."


@dataclass(frozen=True, slots=True)
class Moment:
    """The instant read; `day` is set when it is not today: nothing can be changed from there."""

    at: datetime
    day: date | None = None
    today_url: str = "?"
    problem: str = ""
    is_coming: bool = False

    def keep(self, url: str) -> str:
        """The address of another page, on the same day."""
        if not (self.day and url):
            return url
        return f"{url}{'&' if '?' in url else '?'}{urlencode({FIELD: self.day.isoformat()})}"


def moment_of(query: QueryDict, now: datetime) -> Moment:
    """The day of `?as_of=`; now when there is none, when it is today, or, with a sentence, when it is not a day."""
    asked = query.get(FIELD, "")
    if not asked:
        return Moment(now)
    try:
        day = date.fromisoformat(asked)
        at = as_of(day, now)
    except BadMoment as error:
        return Moment(now, problem=str(error))
    except ValueError:
        return Moment(now, problem=UNREADABLE)
    today = timezone.localdate(now)
    return Moment(now) if day == today else Moment(at, day, _today_url(query), is_coming=day > today)


def _today_url(query: QueryDict) -> str:
    kept = query.copy()
    for name in (FIELD, *CURSORS):
        kept.pop(name, None)
    return f"?{kept.urlencode()}"


class DayInput(forms.DateInput):
    """A field of the browser for a day: what is not one stays out of it, the error beside it says so."""

    input_type = "date"

    def format_value(self, value: object) -> str | None:
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            return None


class AsOfForm(forms.Form):
    """Where a page asks for another day; the filters that are read on another day start from it."""

    as_of = forms.DateField(
        label="Le jour",
        required=False,
        widget=DayInput,
        validators=[within_reach],
    )
