"""Words compared as people write them: without accents, case, punctuation, nor the order of what surrounds them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

MONTHS = ("jan", "fev", "mar", "avr", "mai", "juin", "juil", "aou", "sep", "oct", "nov", "dec")
NUMERIC_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
WRITTEN_DAY = re.compile(r"(\d{1,2})(?:er)? ([a-z]{3,9}) (\d{4})")
CENTURY = 2000
TWO_DIGITS = 100


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """The words alone, for a comparison.

    >>> plain("  Prénom(s) de l’agent ")
    'prenom s de l agent'
    """
    without_accents = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    spaced = text.casefold() if not without_accents.strip() else without_accents
    return " ".join(re.sub(r"[^\w]+", " ", spaced.replace("_", " ")).split())


def day_of(text: str) -> date | None:
    """The day a cell says, written as French people or machines write it; None when it says none.

    >>> day_of("31/12/2026"), day_of("2026-12-31"), day_of("1er mars 2027"), day_of("31/02/2027")
    (datetime.date(2026, 12, 31), datetime.date(2026, 12, 31), datetime.date(2027, 3, 1), None)
    """
    trimmed = text.strip()
    try:
        if found := NUMERIC_DAY.fullmatch(trimmed):
            day, month, year = (int(part) for part in found.groups())
            return date(year + CENTURY if year < TWO_DIGITS else year, month, day)
        if found := WRITTEN_DAY.fullmatch(plain(trimmed)):
            return date(int(found[3]), _month(found[2]), int(found[1]))
        return date.fromisoformat(trimmed[:10]) if trimmed[10:].strip("0:. T") == "" else None
    except ValueError:
        return None


def _month(word: str) -> int:
    found = [rank for rank, start in enumerate(MONTHS, start=1) if word.startswith(start)]
    return found[0] if found else 0
