"""The last signed size and root of a log: what a paper prints of the journal."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

HEAD = """
select size, root, at from traces_checkpoint where log = %s order by size desc limit 1
"""


@dataclass(frozen=True, slots=True)
class Head:
    """A checkpoint; `root` in base 64, as the signed note writes it."""

    log: str
    size: int
    root: str
    at: datetime


def head_of(log: str) -> Head | None:
    """The last checkpoint of a log, None before anything was sealed."""
    with connection.cursor() as cursor:
        cursor.execute(HEAD, (log,))
        row = cursor.fetchone()
    if row is None:
        return None
    size, root, at = row
    return Head(log, size, b64encode(bytes(root)).decode(), at)
