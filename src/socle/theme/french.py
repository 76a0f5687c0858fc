"""French typography: dates with their weekday, delays, amounts, spaces that do not break.

Source: Lexique des règles typographiques en usage à l'Imprimerie nationale.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from socle.kernel.french import say_date

NBSP = "\u00a0"
THIN = "\u202f"
_UNITS = (
    (timedelta(days=365), "an", "ans"),
    (timedelta(days=60), "mois", "mois"),
    (timedelta(days=1), "jour", "jours"),
    (timedelta(hours=1), "heure", "heures"),
    (timedelta(minutes=1), "minute", "minutes"),
)
_MONTH = timedelta(days=30)


def day(value: date, *, weekday: bool = True) -> str:
    """« jeudi 12 mars 2026 ».

    >>> day(date(2026, 3, 12))
    'jeudi 12 mars 2026'
    >>> day(date(2026, 5, 1), weekday=False)
    '1er mai 2026'
    """
    return say_date(value, weekday=weekday)


def moment(value: datetime, *, weekday: bool = True) -> str:
    """« jeudi 12 mars 2026 à 16:00 », in the zone the value carries.

    >>> moment(datetime(2026, 3, 12, 16, 0))
    'jeudi 12 mars 2026 à 16:00'
    """
    return f"{day(value, weekday=weekday)} à {value:%H:%M}"


def period(start: date | None, end: date | None) -> str:
    """From the first to the last day, both included; an open end says so.

    >>> period(date(2026, 3, 12), None)
    'depuis le 12 mars 2026, sans fin prévue'
    >>> period(date(2026, 3, 12), date(2026, 9, 11))
    'du 12 mars 2026 au 11 septembre 2026'
    """
    if start is None:
        return f"jusqu'au {day(end, weekday=False)}" if end else "sans limite de date"
    if end is None:
        return f"depuis le {day(start, weekday=False)}, sans fin prévue"
    return f"du {day(start, weekday=False)} au {day(end, weekday=False)}"


def delay(target: datetime, now: datetime) -> str:
    """How far `target` stands from `now`, in the largest whole unit.

    >>> delay(datetime(2026, 3, 14, 9), datetime(2026, 3, 12, 9))
    'dans 2 jours'
    >>> delay(datetime(2026, 3, 12, 8), datetime(2026, 3, 12, 9))
    'il y a 1 heure'
    """
    gap = target - now
    size = abs(gap)
    for unit, one, many in _UNITS:
        if size >= unit:
            count = size // (_MONTH if one == "mois" else unit)
            words = f"{count} {one if count == 1 else many}"
            return f"dans {words}" if gap > timedelta(0) else f"il y a {words}"
    return "dans moins d'une minute" if gap > timedelta(0) else "à l'instant"


def number(value: Decimal | float | str, decimals: int = 0) -> str:
    """Thousands apart by a thin space, a comma before the decimals.

    >>> number(1234567) == f"1{THIN}234{THIN}567"
    True
    """
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)
    return f"{rounded:,}".replace(",", THIN).replace(".", ",")


def euros(value: Decimal | float | str) -> str:
    """An amount with its cents, « 1 234,50 € ».

    >>> euros("12.5") == f"12,50{NBSP}€"
    True
    """
    return f"{number(value, 2)}{NBSP}€"
