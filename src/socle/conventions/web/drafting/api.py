"""Drafts of conventions and avenants, as the API says them: the same actions as the pages (MCP-05)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Status

from socle.conventions.actions.drafting import comment, may_open, move, open_avenant, revise
from socle.conventions.catalogue import model
from socle.conventions.domain.access import may_prepare
from socle.conventions.domain.composing import with_head
from socle.conventions.domain.drafting import WRITING, DraftState, awaited
from socle.conventions.domain.entry import blanks_of
from socle.conventions.models import Draft, DraftParty
from socle.conventions.queries import drafts
from socle.conventions.web.drafting import heading
from socle.conventions.web.drafting.shapes import (
    AvenantIn,
    Blank,
    Comment,
    CommentIn,
    ConventionIn,
    DraftLine,
    DraftLines,
    DraftOut,
    OrderIn,
    PartyLine,
    Remark,
    StepIn,
    TermIn,
    TextIn,
    Written,
)
from socle.conventions.web.drafting.term_writing import asks, written
from socle.conventions.web.drafting.views import found
from socle.conventions.web.own import own_convention
from socle.conventions.web.signatures.api import RoundLine
from socle.conventions.web.signatures.api import line as round_line
from socle.conventions.web.signatures.sending import sent_round
from socle.database.constraints import Conflict
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused, refuse

router = Router(tags=["drafts"])
STEPS = frozenset({"propose", "agree", "decline", "take_back", "open_signing", "abandon"})
UNKNOWN_STEP = refuse(
    "draft_step_unknown",
    "Cette étape n'existe pas.",
    clause=WRITING,
    fix=f"Choisissez l'une de : {', '.join(sorted(STEPS))}.",
)


def _line(draft: Draft, parties: list[DraftParty]) -> dict[str, Any]:
    waits = awaited(DraftState(draft.state), draft.version, drafts.signatories(draft, parties))
    return {
        "id": draft.id,
        "kind": draft.kind,
        "family": draft.family,
        "title": draft.title,
        "state": draft.state,
        "version": draft.version,
        "convention": draft.base_id or draft.result_id,
        "awaits": list(waits.names),
        "what": waits.what,
        "parties": [
            PartyLine(
                party=row.party_id,
                name=row.name,
                role=row.role,
                representative=row.representative,
                agreed_version=row.agreed_version,
                signed_on=row.signed_on,
                remark=row.remark,
            )
            for row in parties
        ],
    }


def _sheet(draft_id: UUID, actor: Actor, at: datetime) -> DraftOut:
    sheet = drafts.draft_sheet(found(draft_id, actor), actor, at)
    asked = () if sheet.draft.base_id else blanks_of(model(sheet.draft.family) or "")
    return DraftOut(
        **_line(sheet.draft, list(sheet.parties)),
        text=sheet.text,
        is_sound=sheet.reading.is_sound,
        remarks=[
            Remark(severity=one.severity.value, line=one.line, what=one.what, remedy=one.remedy)
            for one in sheet.reading.findings
        ],
        blanks=[Blank(term=one.id, clause=one.clause, fields=[field.name for field in one.fields]) for one in asked],
        comments=[
            Comment(
                version=one.version,
                term=one.term_key,
                text=one.text,
                by=one.said_by_name,
                body=one.body_name,
                at=one.said_at,
            )
            for one in sheet.comments
        ],
    )


def _shown(draft_id: UUID, actor: Actor) -> DraftOut:
    with transaction(actor) as at:
        return _sheet(draft_id, actor, at)


def _known(draft_id: UUID, actor: Actor) -> None:
    with transaction(actor):
        found(draft_id, actor)


@router.get("/drafts", response=DraftLines, summary="Projets de mon organisme")
def list_drafts(request: HttpRequest) -> DraftLines:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_prepare(actor).or_raise()
    with transaction(actor):
        rows = [(one.draft, drafts.parties_of_draft(one.draft)) for one in drafts.drafts_of(actor)]
        return DraftLines(items=[DraftLine(**_line(draft, parties)) for draft, parties in rows])


@router.post("/drafts", response={201: DraftOut}, summary="Ouvrir un projet depuis un modèle")
def open_draft(request: HttpRequest, payload: ConventionIn) -> Status[DraftOut]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_open(actor, actor.organisation_id)
    data = asks(payload.dict())
    opened = run(actor, lambda at: heading.opened(data, actor, at))
    return Status(201, _shown(opened.id, actor))


@router.post("/conventions/{convention_id}/drafts", response={201: DraftOut}, summary="Ouvrir un projet d'avenant")
def open_avenant_draft(request: HttpRequest, convention_id: UUID, payload: AvenantIn) -> Status[DraftOut]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_prepare(actor).or_raise()
    with transaction(actor):
        own_convention(convention_id, actor)
    text = with_head("", payload.title, payload.effective_on)
    opened = run(actor, lambda at: open_avenant(convention_id, payload.title, actor=actor, at=at, text=text))
    return Status(201, _shown(opened.id, actor))


@router.get("/drafts/{draft_id}", response=DraftOut, summary="Un projet")
def show_draft(request: HttpRequest, draft_id: UUID) -> DraftOut:
    return _shown(draft_id, request.actor)  # type: ignore[attr-defined]


@router.put("/drafts/{draft_id}/text", response=Written, summary="Écrire le texte d'un projet")
def write_text(request: HttpRequest, draft_id: UUID, payload: TextIn) -> Written:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    _known(draft_id, actor)
    return _revised(draft_id, payload.text, payload.version, payload.note or "Texte écrit", actor)


@router.put(
    "/drafts/{draft_id}/terms/{term}",
    response=Written,
    summary="Écrire un terme ou un blanc d'un projet",
)
def write_term(request: HttpRequest, draft_id: UUID, term: str, payload: TermIn) -> Written:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        text = written(found(draft_id, actor), term, payload.act, payload.fields)
    return _revised(draft_id, text, payload.version, f"Terme {term}", actor)


def _revised(draft_id: UUID, text: str, version: int, note: str, actor: Actor) -> Written:
    """Over a version not read, the text is kept aside, and the answer says who wrote meanwhile."""
    saved = run(actor, lambda at: revise(draft_id, text, version, note, actor=actor, at=at))
    if not saved.decision:
        raise Conflict(saved.decision)
    return Written(version=saved.version.number)


@router.post("/drafts/{draft_id}/comments", response={201: Comment}, summary="Commenter un projet")
def comment_draft(request: HttpRequest, draft_id: UUID, payload: CommentIn) -> Status[Comment]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    _known(draft_id, actor)
    said = run(actor, lambda at: comment(draft_id, payload.term, payload.text, actor=actor, at=at))
    return Status(
        201,
        Comment(
            version=said.version,
            term=said.term_key,
            text=said.text,
            by=said.said_by_name,
            body=said.body_name,
            at=said.said_at,
        ),
    )


@router.post("/drafts/{draft_id}/steps", response=DraftOut, summary="Proposer, accepter, refuser, ouvrir la signature")
def move_draft(request: HttpRequest, draft_id: UUID, payload: StepIn) -> DraftOut:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    _known(draft_id, actor)
    if payload.step not in STEPS:
        raise Refused(UNKNOWN_STEP)
    run(actor, lambda at: move(draft_id, payload.step, actor=actor, at=at, reason=payload.reason))
    return _shown(draft_id, actor)


@router.post("/drafts/{draft_id}/signatures", response={201: RoundLine}, summary="Envoyer un projet à la signature")
def send_draft_round(request: HttpRequest, draft_id: UUID, payload: OrderIn) -> Status[RoundLine]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        draft = found(draft_id, actor)
    if draft.organisation_id != actor.organisation_id:
        raise Http404
    opened = sent_round(draft, actor, is_ordered=payload.is_ordered)
    with transaction(actor):
        return Status(201, round_line(opened.home_id, opened.id))
