"""What ends with a right: its period, its seats, who stands in, and what its holder takes back (MCP-23)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection

from socle.habilitations import emails
from socle.habilitations.actions.stops import resume, trace_right
from socle.habilitations.domain.suspensions import SuspensionKind
from socle.habilitations.models import Habilitation, Suspension
from socle.kernel.actor import Actor
from socle.notifications.actions import enqueue

__all__ = ["end_right", "trace_right"]

CUT_SEATS = """
update habilitations_seathold set period = period * tstzrange(null, %(at)s) where habilitation_id = %(id)s
"""
CUT_RIGHT = """
update habilitations_habilitation
set period = period * tstzrange(null, %(at)s), withdrawn_at = %(at)s, withdrawn_by_id = %(by)s, cause = %(cause)s
where id = %(id)s
"""
# The seats that the holder had kept for after the replacement begin now.
GIVE_BACK = """
update habilitations_seathold set period = tstzrange(%(at)s, upper(period))
where habilitation_id = %(id)s and lower(period) = %(until)s and lower(period) > %(at)s
"""


def end_right(habilitation: Habilitation, *, actor: Actor, at: datetime, cause: str) -> None:
    """End a right already judged and locked: its period, its seats, its stand-in; the trace and the mail.

    When it was a stand-in's, the right it replaced comes back at once.
    """
    until = habilitation.period.upper
    for stand_in in _standing_in(habilitation, at):
        end_right(stand_in, actor=actor, at=at, cause=f"fin du droit remplacé : {cause}"[:300])
    _end(habilitation, actor, at, cause)
    trace_right("habilitation:right:withdrawn", habilitation, actor=actor, at=at)
    enqueue(emails.right_withdrawn(habilitation.membership, habilitation), at)
    if habilitation.stands_in_for_id:
        _give_back(habilitation.stands_in_for_id, until, actor, at)


def _end(habilitation: Habilitation, actor: Actor, at: datetime, cause: str) -> None:
    """Cut the period at `at`, for the right and for its seats; a right that had not begun becomes empty."""
    with connection.cursor() as cursor:
        cursor.execute(CUT_SEATS, {"at": at, "id": habilitation.id})
        cursor.execute(CUT_RIGHT, {"at": at, "id": habilitation.id, "by": actor.person_id, "cause": cause})
    habilitation.refresh_from_db()


def _standing_in(habilitation: Habilitation, at: datetime) -> list[Habilitation]:
    rows = Habilitation.objects.select_for_update(of=("self",)).select_related("membership__person")
    return list(rows.filter(stands_in_for_id=habilitation.id, withdrawn_at=None, period__endswith__gt=at))


def _give_back(replaced_id: UUID, until: datetime | None, actor: Actor, at: datetime) -> None:
    """The right replaced serves again, on the seat it had kept for later."""
    rows = Habilitation.objects.select_for_update(of=("self",)).select_related("membership__person")
    replaced = rows.get(id=replaced_id)
    with connection.cursor() as cursor:
        cursor.execute(GIVE_BACK, {"id": replaced.id, "until": until, "at": at})
    held = Suspension.objects.select_for_update(of=("self",)).filter(
        habilitation_id=replaced.id, kind=SuspensionKind.REPLACED, lifted_at=None, period__endswith=until
    )
    for suspension in held:
        resume(suspension, replaced, actor=actor, at=at)
