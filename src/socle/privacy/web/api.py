"""Traces of one's organisation, as the API says them; reading them is traced."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.params import functions as params

from socle.database.transactions import run
from socle.kernel.actor import Actor
from socle.privacy.actions import Wanted, read_traces
from socle.privacy.sentences import sentence_of, subject_of
from socle.theme.cursor import DEFAULT, LARGEST, BadCursor
from socle.theme.moments import end_of, instant
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
        subject=subject_of(event),
        sentence=sentence_of(event),
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
    since: date | datetime | None = None,
    until: date | datetime | None = None,
    person: UUID | None = None,
    action: str = "",
    outcome: str = "",
    cursor: str = "",
    limit: int = params.Query(DEFAULT, ge=1, le=LARGEST),
) -> Traces:
    wanted = Wanted(
        instant(since) if since else None,
        end_of(until) if until else None,
        person,
        action[:60],
        outcome[:10],
        cursor,
        limit,
    )
    page = _read(wanted, request.actor)  # type: ignore[attr-defined]
    return Traces(items=[_trace(line) for line in page.items], next=page.next)
