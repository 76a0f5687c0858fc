"""Delays, amounts and opening hours of a text, as a French sentence reads them; the kernel reads and counts them."""

from __future__ import annotations

from socle.kernel.deadlines import Delay
from socle.kernel.money import Money


def spoken(delay: str) -> str:
    """The delay in French words.

    >>> spoken("P6M"), spoken("PT48H"), spoken("10 jours ouvrés")
    ('6 mois', '48 heures', '10 jours ouvrés')
    """
    return str(Delay.parse(delay))


def recurring(every: str) -> str:
    """A period in French words, at the head of what comes back.

    >>> recurring("P1Y"), recurring("P3M"), recurring("2 semaines")
    ('chaque année', 'tous les 3 mois', 'toutes les 2 semaines')
    """
    text = spoken(every)
    count, _, unit = text.partition(" ")
    if count == "1" and " " not in unit:
        return f"chaque {'année' if unit == 'an' else unit}"
    return f"toutes les {text}" if unit.startswith(("semaine", "année", "heure")) else f"tous les {text}"


def spoken_euros(amount: str) -> str:
    """An amount of the text as French writes it: « 1 254,00 € »."""
    return str(Money.parse(amount))


def spoken_hours(text: str) -> str:
    """Opening ranges in French words.

    >>> spoken_hours("09:00-11:30,14:00-16:00")
    '9 h à 11 h 30 et 14 h à 16 h'
    """
    return " et ".join(" à ".join(_clock(bound) for bound in part.split("-")) for part in text.split(","))


def _clock(bound: str) -> str:
    hour, minute = bound.split(":")
    return f"{int(hour)} h {minute}".removesuffix(" 00")
