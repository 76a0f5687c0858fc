"""Traces of one's organisation, as the API says them; reading them is traced."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from socle.database.transactions import run
from socle.kernel.actor import Actor
from socle.privacy.actions import Wanted, read_traces
from socle.theme.cursor import DEFAULT, LARGEST, BadCursor
from socle.traces.queries import CursorError, TraceLine, TracePage

router = Router(tags=["traces"])


class Trace(Schema):
    """One act: who, what, by which clause; `index` is its place in the log once it is sealed."""

    id: UUID
    at: datetime
    action: str
    outcome: str
    person: UUID | None
    person_name: str
    organisation: UUID | None
    subject: str
    sentence: str
    clause: str
    payload: dict[str, Any]
    sealed: bool
    index: int | None


class Traces(Schema):
    items: list[Trace]
    next: str | None


def _trace(line: TraceLine) -> Trace:
    event = line.event
    return Trace(
        id=event.id,
        at=event.at,
        action=event.tag,
        outcome=event.outcome,
        person=event.person_id,
        person_name=event.person_name,
        organisation=event.organisation_id,
        subject=event.subject_label or event.subject_id,
        sentence=line.sentence,
        clause=event.clause,
        payload=dict(event.payload),
        sealed=line.sealed,
        index=line.index,
    )


def _read(wanted: Wanted, actor: Actor) -> TracePage:
    try:
        return run(actor, lambda at: read_traces(wanted, actor=actor, at=at))
    except CursorError as error:
        raise BadCursor(str(error)) from error


@router.get("/traces", response=Traces, summary="Traces de mon organisme")
def list_traces(
    request: HttpRequest,
    since: datetime | None = None,
    until: datetime | None = None,
    person: UUID | None = None,
    action: str = "",
    outcome: str = "",
    cursor: str = "",
    limit: int = Field(default=DEFAULT, ge=1, le=LARGEST),  # type: ignore[assignment]
) -> Traces:
    wanted = Wanted(since, until, person, action[:60], outcome[:10], cursor, limit)
    page = _read(wanted, request.actor)  # type: ignore[attr-defined]
    return Traces(items=[_trace(line) for line in page.items], next=page.next)
