"""Search in French over what the actor may read: the database looks for them, an internal note for its own side only.

Accents, capitals and endings do not matter; a number is found by itself; a name misspelled is found by resemblance when
nothing else is. Source: issue « Saisines », full-text search with unaccent and trigrams.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

MOST = 200
FOUND = "select socle_saisine_found(%s, %s, %s)"
RESEMBLING = "select socle_saisine_resembling(%s, %s)"


def found(words: str, *, is_open: bool | None = None, most: int = MOST) -> Sequence[UUID]:
    """The cases that say these words, at most so many; those whose person has such a name when none does."""
    asked = words.replace("\0", "").strip()
    if not asked:
        return []
    state = "" if is_open is None else "open" if is_open else "closed"
    with connection.cursor() as cursor:
        cursor.execute(FOUND, [asked, state, most])
        (ids,) = cursor.fetchone()
        if not ids:
            cursor.execute(RESEMBLING, [asked, most])
            (ids,) = cursor.fetchone()
    return list(dict.fromkeys(ids))
