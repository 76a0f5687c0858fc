"""A second connection on the database of the tests."""

from __future__ import annotations

import psycopg
from django.db import connection

WHERE = ("dbname", "user", "password", "host", "port")


def another_connection() -> psycopg.Connection:
    """A connection of its own, closed by its `with`."""
    known = connection.get_connection_params()
    return psycopg.connect(**{name: known[name] for name in WHERE if name in known}, autocommit=True)
