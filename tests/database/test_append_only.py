"""The journal and the signed texts accept additions only, whoever asks: owner and superuser included (style.md, law 9)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection

from socle.database.roles import OWNER
from tests.database import attempts, catalogue

APPEND_ONLY = (
    "conventions_act",
    "conventions_draftcomment",
    "conventions_draftversion",
    "conventions_letter",
    "conventions_letterevent",
    "conventions_obligationentry",
    "conventions_obligationfact",
    "conventions_obligationholder",
    "conventions_paperchange",
    "conventions_readingvoice",
    "conventions_reminder",
    "conventions_signatory",
    "conventions_signingentry",
    "conventions_signinground",
    "conventions_term",
    "habilitations_reviewcertificate",
    "saisines_sectorversion",
    "saisines_telling",
    "traces_checkpoint",
    "traces_entry",
    "traces_journal",
    "traces_node",
)
FOUND = """
select distinct c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
join pg_proc p on p.oid = t.tgfoid where p.proname = 'socle_refuse_change' and not c.relispartition order by 1
"""
PARTITIONS = "select inhrelid::regclass::text from pg_inherits where inhparent = 'traces_entry'::regclass"
SOME_ROWS = """
insert into traces_node (log, level, position, hash) values ('traces', 0, 0, sha256('a'));
insert into traces_checkpoint (log, size, root, note, at) values ('traces', 1, sha256('a'), 'note', now());
"""
COLUMN = "select attname from pg_attribute where attrelid = %s::regclass and attnum = 1"


def _refused(sql: str) -> bool:
    with attempts.undone(), connection.cursor() as cursor:
        try:
            cursor.execute(f"savepoint attempt; {sql}")
        except DatabaseError as error:
            cursor.execute("rollback to attempt")
            return error.__cause__.sqlstate == attempts.APPEND_ONLY
    return False


def _arranged() -> None:
    attempts.arrange()
    with connection.cursor() as cursor:
        cursor.execute(SOME_ROWS)


@pytest.mark.parametrize("role", [OWNER, "none"], ids=["owner", "superuser"])
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_row_is_changed_nor_removed(demo, owner, table, role):
    with owner(), attempts.undone():
        _arranged()
        ((column,),) = catalogue.rows(COLUMN, table)
        with connection.cursor() as cursor:
            cursor.execute(f"set role {role}")
        assert _refused(f"update {table} set {column} = {column}")
        assert _refused(f"delete from {table}")
        assert _refused(f"truncate {table} cascade")


def test_no_partition_is_emptied_apart(demo, owner):
    with owner():
        partitions = [name for (name,) in catalogue.rows(PARTITIONS)]
        assert len(partitions) > 3
        assert all(_refused(f"truncate {name}") for name in partitions)


def test_the_list_is_the_catalogue_s(db):
    assert tuple(name for (name,) in catalogue.rows(FOUND)) == APPEND_ONLY


def test_without_its_trigger_a_table_gives_way(demo, owner):
    with owner(), attempts.undone():
        with connection.cursor() as cursor:
            cursor.execute("drop trigger conventions_term_append_only on conventions_term")
        assert not _refused("delete from conventions_term")
