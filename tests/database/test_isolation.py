"""Who reaches one row of the commune, in SQL, whatever the code above does (reliability.md §2.4, I2).

`isolation.txt` is the specification: table × {own body, its caisse, another partner of that caisse, a body that signed
nothing with it, nobody, own membership ended one second ago} → the commands that go through.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from tests.database import attempts, catalogue
from tests.demo import LOGINS

CONTEXTS = {
    "own": ("partner-principal", "commune"),
    "caisse": ("caisse-admin", "caf"),
    "sibling": ("pajemploi-principal", "pajemploi"),
    "stranger": ("social-worker-t1", "ccas"),
    "nobody": (None, ""),
    "ended": ("partner-principal", "commune"),
}
OUTSIDE = CONTEXTS.keys() - {"own", "caisse"}
OUTBOX = catalogue.WITHOUT_ORGANISATION["notifications_message"]
WITHOUT_VICTIM = {catalogue.PUBLIC_STATE, catalogue.PUBLIC_LIST, catalogue.TREE, OUTBOX}
COLUMNS = "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0"
LINES = [line.split() for line in Path(__file__).with_name("isolation.txt").read_text().splitlines() if line[0] != "#"]
EXPECTED = {table: dict(cell.split("=") for cell in cells) for table, *cells in LINES}


def allowed_by_context(table: str) -> dict[str, str]:
    columns = {name for (name,) in catalogue.rows(COLUMNS, table)}
    row = attempts.victim_row(table, columns)
    found = {}
    for context, (login, body) in CONTEXTS.items():
        if context == "ended":
            membership = LOGINS[login].membership_id(body)
            catalogue.rows(
                "update organismes_membership set left_at = now() - interval '1 s' where id = %s returning 1",
                membership,
            )
        with attempts.acting(login, body):
            found[context] = attempts.allowed(row)
    return found


@pytest.mark.parametrize("table", EXPECTED)
def test_commands_that_reach_a_row_of_the_commune(demo, owner, table):
    with owner(), attempts.undone():
        attempts.arrange()
        assert allowed_by_context(table) == EXPECTED[table]


def test_every_table_has_its_line(db):
    names = {name for name, _, _, is_partition, _ in catalogue.rows(catalogue.TABLES) if not is_partition}
    without = {name for name, why in catalogue.WITHOUT_ORGANISATION.items() if why in WITHOUT_VICTIM}
    assert EXPECTED.keys() == names - without - catalogue.WITHOUT_SECURITY.keys()


def test_nobody_outside_reads_changes_or_deletes_a_tenant_row(db):
    tenants = set(catalogue.tenant_tables()) - {"organismes_membership"}
    assert {letter for table in tenants for context in OUTSIDE for letter in EXPECTED[table][context]} <= {"I"}


def test_a_policy_that_opens_everything_is_seen(demo, owner):
    with owner(), attempts.undone():
        with connection.cursor() as cursor:
            cursor.execute("alter policy app_select on organismes_place using (true)")
        assert allowed_by_context("organismes_place")["stranger"] == "S"
