"""`python -m socle.database.cluster`: stop the project's own server when nobody uses it any more.

Ends `make test` and `make check`: a clone that is removed leaves no server behind, and a portal or another
test session in the same clone keeps its own.
"""

from __future__ import annotations

import psycopg

from socle.database.cluster import file_lock, find, state_path

IN_USE = "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"


def stop_when_idle() -> None:
    """Nothing is done for DATABASE_URL, for a portal that runs, or while another session is open."""
    cluster = find()
    if cluster is None or not cluster.is_own:
        return
    with file_lock(state_path() / "portal.lock") as is_free:
        if is_free and not _is_used(cluster.admin_url):
            cluster.stop()


def _is_used(url: str) -> bool:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(IN_USE).fetchone()
    return row is not None and row[0] > 0


if __name__ == "__main__":
    stop_when_idle()
