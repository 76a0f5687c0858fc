"""Imports of people and rights, by the API: the file sent, its rows, its progress, what is to be mended (MCP-22)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, File, Router, Schema, Status
from ninja.files import UploadedFile
from ninja.params import functions as params

from socle.database.transactions import run, transaction
from socle.exchange.refusals import Unreadable
from socle.habilitations.actions.importing.launching import discard, launch
from socle.habilitations.actions.importing.receiving import choose_columns, preview_again, receive
from socle.habilitations.domain.importing.launch import Mode, State, may_import
from socle.habilitations.domain.importing.lines import Outcome
from socle.habilitations.models import Import, ImportRow
from socle.habilitations.queries.importing import pages as found
from socle.habilitations.web.pages.imports import corrections
from socle.kernel.actor import Actor
from socle.theme.cursor import DEFAULT, LARGEST, decode, moment, page_of
from socle.theme.problem import refusal

router = Router(tags=["imports"])


class ImportOut(Schema):
    """A file sent: `fields` say what each header was read as, `done` of `doable` rows how far the worker is."""

    id: UUID
    file: str
    state: State
    mode: str
    headers: list[str]
    fields: list[str]
    remarks: list[str]
    create: int
    change: int
    ignore: int
    error: int
    done: int
    doable: int
    created_at: datetime
    launched_at: datetime | None
    finished_at: datetime | None
    erased_at: datetime
    code: str
    reason: str
    clause: str
    fix: str


class ImportsOut(Schema):
    items: list[ImportOut]
    next: str | None


class ImportRowOut(Schema):
    """One row: what it would do, or what is to be mended and where; `done_at` once it was dealt with."""

    number: int
    outcome: Outcome
    says: list[str]
    place: str
    code: str
    reason: str
    clause: str
    fix: str
    done_at: datetime | None


class ImportRows(Schema):
    items: list[ImportRowOut]
    next: str | None


class Columns(Schema):
    """One field by header, empty for a column that is not read."""

    fields: list[str] = Field(max_length=100)


class Launching(Schema):
    """`partial` applies the rows without error, `all_or_nothing` the whole file or nothing."""

    mode: Mode = Mode.PARTIAL


def _out(batch: Import, counts: found.Counts | None = None) -> ImportOut:
    counts = counts or found.counts_of(batch)
    progress = found.progress_of(batch, counts)
    kept = ("id", "mode", "headers", "fields", "remarks", "created_at", "launched_at", "finished_at")
    said = {name: getattr(batch, name) for name in (*kept, "code", "reason", "clause", "fix")}
    return ImportOut(
        **said,
        file=batch.file_name,
        state=State(batch.state),
        create=counts.create,
        change=counts.change,
        ignore=counts.ignore,
        error=counts.error,
        done=progress.done,
        doable=progress.total,
        erased_at=found.erased_on(batch),
    )


def _row(row: ImportRow) -> ImportRowOut:
    kept = ("number", "says", "place", "code", "reason", "clause", "fix", "done_at")
    return ImportRowOut(outcome=Outcome(row.outcome), **{name: getattr(row, name) for name in kept})


@router.get("/imports", response=ImportsOut, summary="Les derniers imports de mon organisme")
def list_imports(
    request: HttpRequest, cursor: str = "", limit: int = params.Query(DEFAULT, ge=1, le=LARGEST)
) -> ImportsOut:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_import(actor).or_raise()
    after = decode(cursor, moment, UUID) if cursor else None
    with transaction(actor):
        rows = found.recent(actor.organisation_id, limit + 1, after=after)
        page = page_of(rows, limit, lambda row: (row.created_at.isoformat(), str(row.id)))
        counts = found.counts_of_all(page.items)
        return ImportsOut(items=[_out(batch, counts[batch.id]) for batch in page.items], next=page.next)


@router.post("/imports", response={201: ImportOut}, summary="Envoyer un fichier de personnes et de droits")
def create_import(request: HttpRequest, file: UploadedFile = File(...)) -> Status[ImportOut] | HttpResponse:  # type: ignore[type-arg]  # noqa: B008
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_import(actor).or_raise()
    name, data = file.name or "", file.read()
    try:
        return Status(201, run(actor, lambda at: _out(receive(name, data, actor=actor, at=at))))
    except Unreadable as error:
        return refusal(error.decision, 422, getattr(request, "id", ""))


@router.get("/imports/{import_id}", response=ImportOut, summary="Un import et son avancement")
def get_import(request: HttpRequest, import_id: UUID) -> ImportOut:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_import(actor).or_raise()
    with transaction(actor):
        return _out(found.import_of(import_id))


@router.get("/imports/{import_id}/rows", response=ImportRows, summary="Les lignes d'un import, dans l'ordre du fichier")
def list_rows(
    request: HttpRequest,
    import_id: UUID,
    outcome: Outcome | None = None,
    cursor: str = "",
    limit: int = params.Query(DEFAULT, ge=1, le=LARGEST),
) -> ImportRows:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_import(actor).or_raise()
    after = int(decode(cursor, _number)[0] or 0) if cursor else 0
    with transaction(actor):
        rows = found.rows_page(found.import_of(import_id), outcome, after=after, limit=limit)
    page = page_of(rows, limit, lambda row: (str(row.number),))
    return ImportRows(items=[_row(row) for row in page.items], next=page.next)


def _number(part: str) -> int:
    """A row's number, small enough for its column."""
    number = int(part)
    if not 0 <= number < 10**7:
        raise ValueError(part)
    return number


@router.put("/imports/{import_id}/columns", response=ImportOut, summary="Corriger le sens des colonnes")
def put_columns(request: HttpRequest, import_id: UUID, payload: Columns) -> ImportOut:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_import(actor).or_raise()
    return run(actor, lambda at: _out(choose_columns(import_id, payload.fields, actor=actor, at=at)))


@router.post("/imports/{import_id}/preview", response=ImportOut, summary="Juger de nouveau les lignes")
def create_preview(request: HttpRequest, import_id: UUID) -> ImportOut:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_import(actor).or_raise()
    return run(actor, lambda at: _out(preview_again(import_id, actor=actor, at=at)))


@router.post("/imports/{import_id}/launch", response={202: ImportOut}, summary="Appliquer un import")
def create_launch(request: HttpRequest, import_id: UUID, payload: Launching) -> Status[ImportOut]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_import(actor).or_raise()
    return Status(202, run(actor, lambda at: _out(launch(import_id, payload.mode, actor=actor, at=at))))


@router.get("/imports/{import_id}/corrections", summary="Les lignes à corriger, dans le format envoyé")
def get_corrections(request: HttpRequest, import_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_import(actor).or_raise()
    with transaction(actor):
        return corrections(import_id)


@router.delete("/imports/{import_id}", response={204: None}, summary="Effacer un import")
def delete_import(request: HttpRequest, import_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_import(actor).or_raise()
    run(actor, lambda at: discard(import_id, actor=actor, at=at))
    return HttpResponse(status=204)
