"""Days and instants as the API and its forms receive them, turned into aware instants of the local zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

Moment = date | datetime
FIRST_YEAR, LAST_YEAR = 1900, 2199


class BadMoment(ValueError):  # noqa: N818
    """A day that no convention of ours can reach: reckoning from it would leave the calendar."""


def check(value: Moment) -> None:
    """Refuse a day out of reach, with a sentence for whoever typed it."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise BadMoment(f"Cette date est hors de portée : donnez une date entre {FIRST_YEAR} et {LAST_YEAR}.")


def within_reach(value: Moment) -> None:
    """The validator of a form's date field."""
    try:
        check(value)
    except BadMoment as error:
        raise ValidationError(str(error)) from error


def instant(value: Moment) -> datetime:
    """An instant; a day alone is its first instant, a time without offset is local; BadMoment out of reach."""
    check(value)
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return value if value.tzinfo else timezone.make_aware(value)


def end_of(value: Moment) -> datetime:
    """Where a period that lasts until `value` ends: a day alone is included whole."""
    check(value)
    return instant(value) if isinstance(value, datetime) else _next_day(value)


def _next_day(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def as_of(value: Moment | None, now: datetime) -> datetime:
    """The instant to look at: now when none is asked, the last of a day alone."""
    if value is None:
        return now
    return instant(value) if isinstance(value, datetime) else end_of(value) - timedelta(microseconds=1)
