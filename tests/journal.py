"""What the acts of a test left for the journal to seal."""

from __future__ import annotations

from django.db import connection

from socle.database.roles import OWNER
from tests.conftest import acting_as


def staged(tag: str) -> int:
    """How many traces of this kind wait; a test begins with none."""
    with acting_as(OWNER), connection.cursor() as cursor:
        cursor.execute("select count(*) from traces_staged_trace where tag = %s", (tag,))
        return cursor.fetchone()[0]
