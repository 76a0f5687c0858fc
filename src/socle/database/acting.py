"""The worker acting for somebody: a connection that signs in as the web role, so that the rules of pages hold.

The worker's own role reads and writes next to nothing. What a person asked for and that takes minutes is done for them
under the web role and their own context, judged again at each step; no role is given to another for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from socle.database.cluster import derived_password
from socle.database.roles import APP, WORKER

ALIAS = "default"


@contextmanager
def as_web_role() -> Iterator[None]:
    """Give this thread, for a time, a connection of the web role; elsewhere than in the worker, change nothing."""
    kept = connections[ALIAS]
    if kept.settings_dict["USER"] != WORKER:
        yield
        return
    own = connections.create_connection(ALIAS)
    own.settings_dict = {**kept.settings_dict, "USER": APP, "PASSWORD": derived_password(APP)}
    connections[ALIAS] = own
    try:
        yield
    finally:
        own.close()
        connections[ALIAS] = kept
