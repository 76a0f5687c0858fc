"""How far a long transaction is, said to everybody else before its commit.

Nothing it writes is seen before its end; the name of its connection is, at once: `pg_stat_activity` (PostgreSQL 15,
28.2.3). The name comes back at the end of the transaction, with its worker killed as well.
"""

from __future__ import annotations

from django.db import connection

TOLD = """
select max(split_part(application_name, ' ', 2)::int) from pg_stat_activity
where datname = current_database() and split_part(application_name, ' ', 1) = %s
"""


def tell(task: str, done: int) -> None:
    """Say how many steps of the task are done; `task` has no space and fifty characters at most."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('application_name', %s, true)", [f"{task} {done}"])


def told(task: str) -> int:
    """How many steps the transaction that runs this task said it has done; none when no transaction runs it."""
    with connection.cursor() as cursor:
        cursor.execute(TOLD, [task])
        return cursor.fetchone()[0] or 0
