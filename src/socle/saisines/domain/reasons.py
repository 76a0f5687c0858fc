"""Whether a case is about the person of a file: by the number of the file, else by their name and birth date."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date


def is_about(person: Mapping[str, object], reference: str, names: Sequence[str], born: date) -> bool:
    """A number that differs says another file; without one, a name alone proves nothing.

    >>> is_about({"name": "FICTIVE Odette", "birth_date": "1955-02-11"}, "1", ["Odette Fictive"], date(1955, 2, 11))
    True
    >>> is_about({"name": "Odette Fictive"}, "1", ["Odette Fictive"], date(1955, 2, 11))
    False
    """
    said = str(person.get("reference", "")).strip().lstrip("0")
    if said:
        return said == reference.strip().lstrip("0")
    is_same_day = person.get("birth_date") == born.isoformat()
    return is_same_day and _words(str(person.get("name", ""))) in [_words(one) for one in names]


def _words(name: str) -> list[str]:
    plain = "".join(one for one in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(one))
    return sorted(plain.replace("-", " ").split())
