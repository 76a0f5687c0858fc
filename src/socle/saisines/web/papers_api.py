"""Mandates, identities and files of a case, by the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Field, File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from socle.database.transactions import run
from socle.files.queries import StoredFile
from socle.kernel.actor import Actor
from socle.saisines.actions.answering import move, say
from socle.saisines.actions.attaching import Act, with_file
from socle.saisines.actions.checking import check
from socle.saisines.actions.papers import bring_paper, end_paper
from socle.saisines.actions.reading import read
from socle.saisines.domain.answering import PaperForm
from socle.saisines.domain.life import LONGEST, STEP_OF, AnswerKind
from socle.saisines.domain.papers import LONGEST_SCOPE, Brought
from socle.saisines.models import Paper, Saisine
from socle.saisines.web.joining import sent_of
from socle.saisines.web.schemas import JoinedFile
from socle.saisines.web.views.papers import answer_file, answer_paper

router = Router(tags=["saisines"])


class PaperItem(Schema):
    """A paper: how it was given, since and until when it is worth, what its check said, whether it still exists."""

    id: UUID
    code: str
    form: str
    signed_on: date
    ends_on: date | None
    scope: str
    joined: bool
    checked_at: datetime | None
    refused: bool
    reason: str
    ended_at: datetime | None
    shredded_at: datetime | None


class Papers(Schema):
    """`answer_to` is whom an answer would go to with these papers, once checked: `partner` or `person`."""

    answer_to: str
    items: list[PaperItem]


class NewPaper(Schema):
    """What a paper says of itself; its file is joined beside."""

    code: Literal["signed_mandate", "identity_card"]
    form: PaperForm = PaperForm.PAPER
    signed_on: date
    ends_on: date | None = None
    scope: str = Field(default="", max_length=LONGEST_SCOPE)


class Checking(Schema):
    """What the check said; a refusal gives its reason, which who asked reads."""

    refused: bool = False
    reason: str = Field(default="", max_length=2000)


class Ending(Schema):
    reason: str = Field(default="", max_length=2000)


class Words(Schema):
    """What is said, as in `messages`."""

    text: str = Field(min_length=1, max_length=LONGEST)
    kind: Literal["message", "note", "in_progress", "need_papers", "done", "wrong_body"] = "message"


class Said(Schema):
    """Where the case stands once it is said."""

    id: UUID
    state: str
    answer_to: str
    due: datetime | None


def joined_file(row: StoredFile) -> JoinedFile:
    state = row.state if row.wrapped_key is not None else "shredded"
    return JoinedFile(id=row.id, name=row.name, state=state)


def _papers(case: Saisine) -> Papers:
    rows = Paper.objects.filter(saisine=case).order_by("given_at", "id")
    return Papers(answer_to=case.answer_to, items=[_item(row) for row in rows])


def _item(row: Paper) -> PaperItem:
    return PaperItem(
        id=row.id,
        code=row.code,
        form=row.form,
        signed_on=row.signed_on,
        ends_on=row.ends_on,
        scope=row.scope,
        joined=row.file_id is not None,
        checked_at=row.checked_at,
        refused=row.is_refused,
        reason=row.note,
        ended_at=row.ended_at,
        shredded_at=row.shredded_at,
    )


@router.get("/saisines/{case_id}/papers", response=Papers, summary="Mandat et identité d'une saisine")
def list_papers(request: HttpRequest, case_id: UUID) -> Papers:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return run(actor, lambda at: _papers(read(case_id, actor=actor, at=at).case))


@router.post("/saisines/{case_id}/papers", response={201: Papers}, summary="Joindre un mandat ou une pièce d'identité")
def create_paper(
    request: HttpRequest, case_id: UUID, paper: Form[NewPaper], file: File[UploadedFile | None] = None
) -> Status[Papers]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    brought = Brought(paper.code, paper.signed_on, paper.form, paper.ends_on, paper.scope)
    bring_paper(case_id, brought, sent_of(file), actor=actor)
    return Status(201, run(actor, lambda at: _papers(read(case_id, actor=actor, at=at).case)))


@router.post("/saisines/{case_id}/papers/{paper_id}/check", response=Papers, summary="Accepter ou refuser une pièce")
def check_paper(request: HttpRequest, case_id: UUID, paper_id: UUID, payload: Checking) -> Papers:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return run(
        actor,
        lambda at: _papers(
            check(paper_id, case_id, is_refused=payload.refused, note=payload.reason, actor=actor, at=at)
        ),
    )


@router.post("/saisines/{case_id}/papers/{paper_id}/end", response=Papers, summary="Dire qu'une pièce ne vaut plus")
def end_one_paper(request: HttpRequest, case_id: UUID, paper_id: UUID, payload: Ending) -> Papers:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return run(actor, lambda at: _papers(end_paper(paper_id, case_id, payload.reason, actor=actor, at=at)))


@router.get("/saisines/{case_id}/papers/{paper_id}/file", summary="Lire le fichier d'une pièce")
def file_of_paper(request: HttpRequest, case_id: UUID, paper_id: UUID) -> HttpResponseBase:
    return answer_paper(case_id, paper_id, request.actor)  # type: ignore[attr-defined]


@router.post(
    "/saisines/{case_id}/messages/with-file", response={201: Said}, summary="Écrire ou répondre, fichier joint"
)
def create_message_with_file(
    request: HttpRequest, case_id: UUID, said: Form[Words], file: File[UploadedFile]
) -> Status[Said]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = with_file(case_id, said.text, sent_of(file), _act(case_id, said, actor), actor=actor)
    return Status(201, Said(id=row.id, state=row.state, answer_to=row.answer_to, due=row.due_at))


def _act(case_id: UUID, said: Words, actor: Actor) -> Act:
    if said.kind in {"message", "note"}:
        return lambda at: say(case_id, said.text, actor=actor, at=at, is_note=said.kind == "note")
    step = STEP_OF[AnswerKind.coded(said.kind)]
    return lambda at: move(case_id, step, said.text, actor=actor, at=at, detail={"answer": said.kind})


@router.get("/saisines/{case_id}/files/{file_id}", summary="Lire un fichier de l'échange")
def file_of_thread(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    return answer_file(case_id, file_id, request.actor)  # type: ignore[attr-defined]
