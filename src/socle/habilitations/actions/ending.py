"""End a role already judged: its period stops now, with its trace and a message to who held it (MCP-20, MCP-23)."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from socle.habilitations import emails
from socle.habilitations.domain.rights import LEAST_ASSIGNMENT
from socle.habilitations.domain.roles import ROLES, RoleCode
from socle.habilitations.models import Delegation
from socle.kernel.actor import Actor
from socle.notifications.actions import enqueue
from socle.traces import actions as traces

CUT = """
update habilitations_delegation
set period = period * tstzrange(null, %(at)s), withdrawn_at = %(at)s, withdrawn_by_id = %(by)s, cause = %(cause)s
where id = %(id)s
"""


def end_delegation(row: Delegation, *, actor: Actor, at: datetime, cause: str, tells: bool = True) -> None:
    """Cut the period at `at`; a role that had not begun becomes empty. What was given under it stays."""
    with connection.cursor() as cursor:
        cursor.execute(CUT, {"at": at, "by": actor.person_id, "cause": cause[:300], "id": row.id})
    person, label = row.membership.person, ROLES[RoleCode(row.role)].label
    traces.record(
        "habilitation:delegation:withdrawn",
        actor=actor,
        at=at,
        subject_kind="person",
        subject_id=str(person.id),
        subject_label=person.name,
        clause=str(LEAST_ASSIGNMENT),
        caisse_id=row.caisse_id,
        payload={"role": label, "reason": cause, "delegation": str(row.id)},
    )
    if tells:
        enqueue(emails.role_ended(row.membership, label), at)
    row.refresh_from_db(fields=["period", "withdrawn_at", "withdrawn_by_id", "cause"])
