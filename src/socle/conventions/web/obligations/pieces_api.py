"""Files joined to obligations, by the API."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from socle.conventions.actions.obligations import Word
from socle.conventions.queries.pieces import pieces_of
from socle.conventions.web.obligations.api import Obligation, shown
from socle.conventions.web.obligations.pieces import answer, said_with
from socle.conventions.web.own import own_convention
from socle.database.transactions import transaction
from socle.files.queries import StoredFile
from socle.kernel.actor import Actor

router = Router(tags=["obligations"])


class Named(Schema):
    """One occurrence, by its key."""

    term: str
    code: str
    occasion: str
    bearer: UUID

    @property
    def key(self) -> tuple[str, str, str, UUID]:
        return (self.term, self.code, self.occasion, self.bearer)


class SaidWithFile(Named):
    """What a party says of it."""

    step: str
    text: str
    done_on: date | None = None


class Piece(Schema):
    """A file: `state` is clean, quarantined or refused (then `reason` says why, and nothing was kept)."""

    id: UUID
    name: str
    state: str
    reason: str
    sha256: str
    received_at: datetime


class Pieces(Schema):
    items: list[Piece]


@router.post(
    "/conventions/{convention_id}/obligations/with-file",
    response=Obligation,
    summary="Dire ce qu'une obligation devient, pièce jointe",
)
def say_with_file(
    request: HttpRequest,
    convention_id: UUID,
    said: Form[SaidWithFile],
    file: File[UploadedFile],
) -> Obligation:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    word = Word(said.step, said.text, said.done_on)
    return shown(said_with(convention_id, said.key, word, file, actor=actor))


@router.get("/conventions/{convention_id}/obligations/files", response=Pieces, summary="Pièces d'une obligation")
def files(request: HttpRequest, convention_id: UUID, named: Query[Named]) -> dict[str, list[StoredFile]]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        own_convention(convention_id, actor)
        return {"items": pieces_of(convention_id, named.key)}


@router.get("/conventions/{convention_id}/obligations/files/{file_id}", summary="Télécharger une pièce")
def file_of_obligation(
    request: HttpRequest, convention_id: UUID, file_id: UUID, named: Query[Named]
) -> HttpResponseBase:
    return answer(convention_id, named.key, file_id, request.actor)  # type: ignore[attr-defined]
