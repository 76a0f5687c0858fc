"""Dates as a French reader says them, without depending on the machine's locale."""

from __future__ import annotations

from datetime import date, datetime

from socle.kernel.french import say_date


def say_day(day: date) -> str:
    """The day in words, with its weekday.

    >>> say_day(date(2026, 5, 1))
    'vendredi 1er mai 2026'
    """
    return say_date(day, weekday=True)


def say(at: date) -> str:
    """The day in words, with the local time when `at` is an instant.

    >>> say(datetime(2026, 4, 17, 16, 0))
    'vendredi 17 avril 2026 à 16:00'
    """
    if isinstance(at, datetime):
        return f"{say_day(at)} à {at:%H:%M}"
    return say_day(at)


def ordinal(number: int) -> str:
    """The rank of a day.

    >>> ordinal(1), ordinal(2)
    ('1er', '2e')
    """
    return "1er" if number == 1 else f"{number}e"
