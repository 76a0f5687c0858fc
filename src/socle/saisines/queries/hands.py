"""Who may receive the next case of a door, and whom its ladder calls: identifiers and counts, never a name."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from socle.saisines.domain.sharing import Hand

HANDS = "select membership_id, open_cases, share, last_given_at, is_absent from socle_saisine_hands(%s)"


def hands_of(door: str) -> list[Hand]:
    with connection.cursor() as cursor:
        cursor.execute(HANDS, [door])
        return [Hand(*row) for row in cursor.fetchall()]


def called(door: str, duty: str) -> list[UUID]:
    """The people posted at a door for one duty, whichever body they are of."""
    with connection.cursor() as cursor:
        cursor.execute("select socle_saisine_called(%s, %s)", [door, duty])
        (found,) = cursor.fetchone()
    return list(found)


def next_number(year: int) -> str:
    """The number that people say on the telephone."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('saisines_number')")
        (number,) = cursor.fetchone()
    return f"S{year}-{number:06}"
