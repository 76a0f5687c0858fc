"""A right that serves says so, at most once a day: its count of days without use begins again (MCP-23)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

NOT_TWICE_WITHIN = timedelta(days=1)
MARK = """
update habilitations_habilitation set last_used_at = %(at)s
where membership_id = %(membership)s and service = %(service)s and profile = %(profile)s and period @> %(at)s
  and (last_used_at is null or last_used_at < %(before)s)
"""


def mark_used(membership_id: UUID, service: str, profile: str, at: datetime) -> None:
    """Write that the right served; inside the transaction of its use, whose trace it shares."""
    before = at - NOT_TWICE_WITHIN
    with connection.cursor() as cursor:
        cursor.execute(
            MARK, {"membership": membership_id, "service": service, "profile": profile, "at": at, "before": before}
        )
