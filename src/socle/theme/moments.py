"""Days and instants as the API and its forms receive them, turned into aware instants of the local zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

Moment = date | datetime


def instant(value: Moment) -> datetime:
    """An instant; a day alone is its first instant, a time without offset is local."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return value if value.tzinfo else timezone.make_aware(value)


def end_of(value: Moment) -> datetime:
    """Where a period that lasts until `value` ends: a day alone is included whole."""
    return instant(value) if isinstance(value, datetime) else instant(value + timedelta(days=1))


def as_of(value: Moment | None, now: datetime) -> datetime:
    """The instant to look at: now when none is asked, the last of a day alone."""
    if value is None:
        return now
    return instant(value) if isinstance(value, datetime) else end_of(value) - timedelta(microseconds=1)
