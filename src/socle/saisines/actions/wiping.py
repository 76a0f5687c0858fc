"""Forget people on time: the person and every text of a closed case, drafts left behind; figures stay (DRT-03, 7.5).

The worker does it under its own role: policies open to it these tables and no other of the room.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from socle.database.transactions import run
from socle.kernel.deadlines import Calendar
from socle.saisines.domain.retention import DRAFTS_KEPT, HOUSE_CLAUSE
from socle.saisines.models import Draft, Entry, Paper, Pause, Saisine
from socle.traces import actions as traces
from socle.traces.domain.author import Author

WIPED = "saisine:case:wiped"
BATCH = 200


def wipe_all() -> int:
    """Everything whose day has come, some at a time; how many cases were wiped."""
    run(None, forget_drafts)
    total = 0
    while done := run(None, wipe_some):
        total += done
    return total


def wipe_some(at: datetime) -> int:
    """One batch, in one transaction: a pass that stops half-way goes on from where it was."""
    due = Saisine.objects.filter(wiped_at=None, wipe_on__lte=Calendar("FR").day_of(at)).exclude(closed_at=None)
    rows = list(due.select_for_update(skip_locked=True).order_by("wipe_on", "id")[:BATCH])
    ids = [row.id for row in rows]
    _wipe_texts(ids)
    for row in rows:
        _trace(row, at)
    Saisine.objects.filter(id__in=ids).update(person={}, context={}, wiped_at=at)
    return len(rows)


def forget_drafts(at: datetime) -> int:
    """What nobody came back to for thirty days."""
    done, _ = Draft.objects.filter(saved_at__lt=at - DRAFTS_KEPT).delete()
    return done


def _wipe_texts(cases: Sequence[UUID]) -> None:
    Draft.objects.filter(saisine_id__in=cases).delete()
    Entry.objects.filter(saisine_id__in=cases).exclude(Q(text="") & Q(detail={})).update(text="", detail={})
    Pause.objects.filter(saisine_id__in=cases).exclude(wanted="").update(wanted="")
    Paper.objects.filter(saisine_id__in=cases).exclude(note="", scope="").update(note="", scope="")


def _trace(row: Saisine, at: datetime) -> None:
    traces.record(
        WIPED,
        actor=Author(organisation_id=row.organisation_id, channel="worker"),
        at=at,
        subject_kind="saisine",
        subject_id=str(row.id),
        subject_label=row.number,
        clause=str(HOUSE_CLAUSE),
        caisse_id=row.holder_id if row.holder_id != row.organisation_id else None,
        payload={"door": row.term_key},
    )
