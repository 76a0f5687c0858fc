"""Open the page of a case: what is personal leaves with the trace of its reading, and the reading is marked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.kernel.actor import Actor
from socle.saisines.actions.keeping import trace
from socle.saisines.models import Draft, Saisine, Seen
from socle.saisines.queries.cases import Thread, thread, visible

READ = "saisine:case:read"


def read(case_id: UUID, *, actor: Actor, at: datetime) -> Thread:
    """The thread, traced; Saisine.DoesNotExist when the actor does not see the case."""
    case = visible(actor).get(id=case_id)
    found = thread(case, actor, at)
    last = found.said[-1].entry.position if found.said else 0
    Seen.objects.update_or_create(
        saisine=case,
        membership_id=actor.membership_id,
        defaults={
            "organisation_id": case.organisation_id,
            "side_id": actor.organisation_id,
            "position": last,
            "seen_at": at,
        },
    )
    trace(READ, case, actor=actor, at=at)
    return found


def save_draft(case_id: UUID, text: str, *, actor: Actor, at: datetime) -> Saisine:
    """Keep what is being written; an empty text forgets it."""
    case = visible(actor).get(id=case_id)
    mine = Draft.objects.filter(saisine=case, membership_id=actor.membership_id)
    if not text.strip():
        mine.delete()
        return case
    Draft.objects.update_or_create(
        saisine=case,
        membership_id=actor.membership_id,
        defaults={
            "organisation_id": case.organisation_id,
            "side_id": actor.organisation_id,
            "text": text,
            "saved_at": at,
        },
    )
    return case
