"""A journal of its own for each test, emptied inside a transaction that is never committed."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from socle.site.databases import superuser_url
from socle.traces.keys import sealing_key
from socle.traces.rows import journal_id
from socle.traces.sealing import Sealer
from socle.traces.verification import verify_with

START = datetime(2026, 11, 3, 8, 0, tzinfo=UTC)
TABLES = ("traces_staged_trace", "traces_entry", "traces_node", "traces_checkpoint")
BODIES = [UUID(int=100), UUID(int=200), None]


class Journal:
    """Drives one connection of the administrator, acting as the sealer unless told otherwise."""

    def __init__(self, connection, state):
        self.connection = connection
        self.state = state

    def sealer(self, step=lambda _: None):
        return Sealer(self.state, sealing_key(self.state), journal_id(self.connection), step)

    def stage(self, count, *, log="traces", first=0):
        rows = [
            (uuid4(), START + timedelta(seconds=first + rank), log, BODIES[rank % 3], f'{{"rank": {first + rank}}}')
            for rank in range(count)
        ]
        with self.connection.cursor() as cursor:
            cursor.executemany(
                "insert into traces_staged_trace (id, at, log, tag, outcome, organisation_id, payload, salt) "
                "values (%s, %s, %s, 'dossier:file:consulted', 'done', %s, %s, "
                "substr(sha256(random()::text::bytea), 1, 16))",
                rows,
            )
        return [row[0] for row in rows]

    def seal(self):
        with self.acting_as("socle_sealer"):
            return self.sealer().seal(self.connection)

    def acting_as(self, role):
        return _Role(self.connection, role)

    def tamper(self, statement, *parameters):
        self.connection.execute("set local session_replication_role = replica")
        changed = self.connection.execute(statement, parameters).rowcount
        self.connection.execute("set local session_replication_role = origin")
        return changed

    def verify(self):
        return verify_with(self.connection, self.state)

    def entries(self, log="traces"):
        return self.connection.execute(
            "select idx, id, organisation_seq from traces_entry where log = %s order by idx", (log,)
        ).fetchall()


class _Role:
    def __init__(self, connection, role):
        self.connection, self.role = connection, role

    def __enter__(self):
        self.connection.execute(f"set local role {self.role}")

    def __exit__(self, kind, *_):
        if kind is None or self.connection.info.transaction_status == psycopg.pq.TransactionStatus.INTRANS:
            self.connection.execute("set local role none")


@pytest.fixture
def journal(django_db_setup, tmp_path):
    with psycopg.connect(superuser_url()) as connection:
        connection.execute("set local session_replication_role = replica")
        for table in TABLES:
            connection.execute(f"delete from {table}")
        connection.execute("set local session_replication_role = origin")
        yield Journal(connection, tmp_path)
        connection.rollback()
