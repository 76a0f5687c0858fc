"""What every act on a case keeps: its entry, its trace; and the case itself, locked, for whoever sees it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from socle.kernel.actor import Actor
from socle.saisines.models import Draft, Entry, Saisine
from socle.traces import actions as traces

NEXT = "select socle_saisine_next(%s)"


def locked(case_id: UUID) -> Saisine:
    """The case, locked; Saisine.DoesNotExist when the actor does not see it."""
    return Saisine.objects.select_for_update(of=("self",)).select_related("organisation", "holder").get(id=case_id)


def keep(
    case: Saisine,
    step: str,
    text: str = "",
    *,
    actor: Actor,
    at: datetime,
    detail: Mapping[str, object] | None = None,
    is_internal: bool = False,
) -> Entry:
    """Add what was said or done to the thread; what its author was drafting is sent, hence forgotten."""
    if text:
        Draft.objects.filter(saisine=case, membership_id=actor.membership_id).delete()
    return Entry.objects.create(
        organisation_id=case.organisation_id,
        saisine=case,
        position=_next_position(case),
        step=step,
        text=text.strip(),
        detail=dict(detail or {}),
        is_internal=is_internal,
        side_id=actor.organisation_id,
        said_by_id=actor.person_id,
        said_at=at,
    )


def _next_position(case: Saisine) -> int:
    """After every entry, the internal ones of the other side too: their number is told, nothing else of them."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [case.id])
        (position,) = cursor.fetchone()
    return int(position)


def trace(tag: str, case: Saisine, *, actor: Actor, at: datetime, clause: str = "", **payload: object) -> None:
    """The act, named by the number of the case: never by the person it is about."""
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="saisine",
        subject_id=str(case.id),
        subject_label=case.number,
        clause=clause or case.clause,
        caisse_id=case.holder_id if case.holder_id != actor.organisation_id else None,
        payload={"door": case.term_key, **payload},
    )
