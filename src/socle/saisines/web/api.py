"""Doors and cases, as the API says them: what may be brought, to whom, with what, and until when it is answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.saisines.actions.answering import move, say
from socle.saisines.actions.handing import climb, entrust, lead
from socle.saisines.actions.opening import Brought, bring
from socle.saisines.actions.reading import read
from socle.saisines.domain.access import may_open_any
from socle.saisines.domain.answering import IDENTITY, MANDATE, Given
from socle.saisines.domain.life import AnswerKind
from socle.saisines.models import Saisine
from socle.saisines.queries.cases import CaseFilter, Thread, after, queue
from socle.saisines.queries.doors import OpenDoor, open_to
from socle.saisines.queries.papers import files_of_entries
from socle.saisines.web.directory_api import router as directory_router
from socle.saisines.web.papers_api import joined_file
from socle.saisines.web.papers_api import router as papers
from socle.saisines.web.schemas import (
    ChannelItem,
    Channels,
    Closing,
    Escalation,
    Message,
    NewMessage,
    NewSaisine,
    OpenedSaisine,
    PaperIn,
    SaisineItem,
    Saisines,
    Transfer,
    Wanted,
    WholeSaisine,
)
from socle.theme.cursor import decode, page_of, text

router = Router(tags=["saisines"])
router.add_router("", directory_router)
router.add_router("", papers)


def _channel(found: OpenDoor, at: datetime) -> ChannelItem:
    door = found.door
    return ChannelItem(
        id=door.id,
        kind=door.kind.value,
        name=door.name,
        holder=found.holder,
        subjects=list(door.subjects),
        required=list(door.required),
        route=door.route,
        delay=door.promise.within,
        due=found.clock(at).due,
        says=found.promised(at),
        clause=str(door.clause),
        delay_clause=str(door.promise.clause),
    )


def _item(row: Saisine, at: datetime) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "state": row.state,
        "channel": row.door,
        "kind": row.kind,
        "subject": row.subject,
        "route": row.route,
        "urgent": row.is_urgent,
        "asker": row.organisation.legal_name,
        "holder": row.holder.legal_name,
        "received_at": row.first_received_at,
        "answer_to": row.answer_to,
        "due": row.due_at,
        "late": bool(row.due_at and row.due_at <= at and row.answered_at is None),
        "clause": row.due_clause,
        "rank": row.rank,
        "assigned": row.assigned_id,
    }


def _papers(payload: NewSaisine, at: datetime) -> list[Given]:
    asked = ((MANDATE, payload.mandate), (IDENTITY, payload.identity))
    found = [(code, given if isinstance(given, PaperIn) else PaperIn()) for code, given in asked if given]
    return [Given(code, one.signed_on or at.date(), one.ends_on, one.form) for code, one in found]


def _person(payload: NewSaisine) -> dict[str, str]:
    if isinstance(payload.person, str):
        return {"name": payload.person[:160]}
    return {key: str(value) for key, value in payload.person.dict().items() if value} if payload.person else {}


@router.get("/channels", response=Channels, summary="Les voies ouvertes : à qui s'adresser, avec quoi, sous quel délai")
def list_channels(request: HttpRequest) -> Channels:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_open_any(actor).or_raise()
    with transaction(actor) as at:
        return Channels(items=[_channel(one, at) for one in open_to(actor, at)])


@router.post("/saisines", response={201: OpenedSaisine}, summary="Saisir un organisme par une de ses voies")
def create_saisine(request: HttpRequest, payload: NewSaisine) -> Status[OpenedSaisine]:
    actor: Actor = request.actor  # type: ignore[attr-defined]

    def opened(at: datetime) -> OpenedSaisine:
        brought = Brought(
            payload.channel,
            payload.subject,
            payload.text,
            payload.commune,
            payload.urgent,
            _person(payload),
            _papers(payload, at),
        )
        done = bring(brought, actor=actor, at=at)
        return OpenedSaisine(
            **_item(done.case, at),
            proof=done.case.due_proof,
            answer_says=done.addressee.says,
            led_from=done.led_from or None,
        )

    return Status(201, run(actor, opened))


@router.get("/saisines", response=Saisines, summary="Les saisines que l'on suit ou auxquelles on répond")
def list_saisines(request: HttpRequest, wanted: Query[Wanted]) -> Saisines:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_open_any(actor).or_raise()
    key = decode(wanted.cursor, text, UUID) if wanted.cursor else None
    with transaction(actor) as at:
        rows = queue(actor, at, CaseFilter(wanted.state, wanted.queue, wanted.mine))
        found = list((after(rows, key) if key else rows)[: wanted.limit + 1])
        page = page_of(found, wanted.limit, lambda row: (row.due_at.isoformat() if row.due_at else "", str(row.id)))
        return Saisines(items=[SaisineItem(**_item(row, at)) for row in page.items], next=page.next)


@router.get("/saisines/{case_id}", response=WholeSaisine, summary="Une saisine et ses échanges")
def get_saisine(request: HttpRequest, case_id: UUID) -> WholeSaisine:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return run(actor, lambda at: _whole(read(case_id, actor=actor, at=at), at))


def _whole(found: Thread, at: datetime) -> WholeSaisine:
    files = files_of_entries([one.entry.id for one in found.said])
    return WholeSaisine(
        **_item(found.case, at),
        proof=found.case.due_proof,
        person=found.case.person,
        commune=found.case.commune,
        messages=[
            Message(
                step=one.entry.step,
                text=one.entry.text,
                who=one.who,
                at=one.entry.said_at,
                internal=one.entry.is_internal,
                files=[joined_file(row) for row in files.get(one.entry.id, ())],
            )
            for one in found.said
        ],
    )


@router.post("/saisines/{case_id}/messages", response={201: SaisineItem}, summary="Écrire, noter, répondre")
def create_message(request: HttpRequest, case_id: UUID, payload: NewMessage) -> Status[SaisineItem]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    answer = AnswerKind.coded(payload.kind) if payload.kind in set(AnswerKind) else None
    is_note = payload.kind == "note"
    said = run(
        actor,
        lambda at: SaisineItem(
            **_item(say(case_id, payload.text, actor=actor, at=at, answer=answer, is_note=is_note), at)
        ),
    )
    return Status(201, said)


@router.post(
    "/saisines/{case_id}/transfer", response=SaisineItem, summary="Confier à quelqu'un, ou mener à la bonne voie"
)
def transfer(request: HttpRequest, case_id: UUID, payload: Transfer) -> SaisineItem:
    actor: Actor = request.actor  # type: ignore[attr-defined]

    def moved(at: datetime) -> SaisineItem:
        if payload.to is not None:
            case = entrust(case_id, payload.to, payload.reason, actor=actor, at=at)
        else:
            case = lead(case_id, payload.channel, payload.reason, actor=actor, at=at)
        return SaisineItem(**_item(case, at))

    return run(actor, moved)


@router.post("/saisines/{case_id}/escalate", response=SaisineItem, summary="Porter la saisine à l'échelon suivant")
def escalate(request: HttpRequest, case_id: UUID, payload: Escalation) -> SaisineItem:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return run(
        actor,
        lambda at: SaisineItem(**_item(climb(case_id, payload.trigger, payload.reason, actor=actor, at=at)[0], at)),
    )


@router.post("/saisines/{case_id}/close", response=SaisineItem, summary="Clore une saisine répondue, ou la retirer")
def close(request: HttpRequest, case_id: UUID, payload: Closing) -> SaisineItem:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    step = "withdraw" if payload.withdraw else "close"
    return run(actor, lambda at: SaisineItem(**_item(move(case_id, step, payload.reason, actor=actor, at=at), at)))
