"""Weaken each policy in turn: the matrix of isolation must change every time (reliability.md §2.4, I6)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.database import attempts
from tests.database.test_isolation import EXPECTED, allowed_by_context

LETTERS = {"S": "select", "I": "insert", "U": "update", "D": "delete"}
OPENED = {"S": "alter policy app_select on {} using (true)", "I": "alter policy app_insert on {} with check (true)"}


def mutations(table: str) -> Iterator[str]:
    """Drop what lets somebody in; open what keeps strangers out."""
    letters = set("".join(EXPECTED[table].values()))
    for letter in sorted(letters):
        yield f"drop policy app_{LETTERS[letter]} on {table}"
        if letter in OPENED and any(letter not in cell for cell in EXPECTED[table].values()):
            yield OPENED[letter].format(table)


@pytest.mark.parametrize("table", EXPECTED)
def test_each_policy_changed_changes_what_goes_through(demo, owner, table):
    for mutation in mutations(table):
        with owner(), attempts.undone():
            attempts.arrange()
            with connection.cursor() as cursor:
                cursor.execute(mutation)
            assert allowed_by_context(table) != EXPECTED[table], mutation
