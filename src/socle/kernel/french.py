"""Words, days and months in French, without depending on the machine's locale."""

from __future__ import annotations

from datetime import date

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def headline(text: str) -> str:
    """A phrase at the head of a sentence: only its first letter changes.

    >>> headline("le siège de l'URSSAF")
    "Le siège de l'URSSAF"
    """
    return text[:1].upper() + text[1:]


def say_date(day: date, *, weekday: bool = False) -> str:
    """A day in words.

    >>> say_date(date(2026, 5, 1)), say_date(date(2026, 3, 12), weekday=True)
    ('1er mai 2026', 'jeudi 12 mars 2026')
    """
    number = "1er" if day.day == 1 else str(day.day)
    text = f"{number} {MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {text}" if weekday else text
