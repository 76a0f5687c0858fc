"""The directory by territory, as the API says it: whom to call for a commune, and its writing (DRT-02)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema, Status

from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.organismes.communes import Met, present
from socle.saisines.actions.directory import end_sector, last_writing, write_sector
from socle.saisines.domain.access import may_open_any
from socle.saisines.domain.directory import Writing
from socle.saisines.queries.directory import (
    Answer,
    answers_for,
    communes_meant,
    directory_named,
    meant,
    open_directories,
    whole,
)

router = Router(tags=["saisines"])
CODE = r"^(\d[\dAB]\d{3})?$"


class Sought(Schema):
    """A commune by its INSEE code, or the beginning of its name or of its postcode."""

    commune: str = Field(default="", pattern=CODE)
    q: str = Field(default="", max_length=80)


class DirectoryItem(Schema):
    """Whom to call; `fallback` when no sector covers the commune: `line` is then the number of the clause."""

    commune: str
    name: str
    sector: str
    sector_id: UUID | None
    unit: str
    line: str
    permanence: str
    email: str
    since: date | None
    fallback: bool
    prompt: str
    convention: UUID
    term: str
    clause: str


class DirectoryItems(Schema):
    items: list[DirectoryItem]
    next: str | None = None


class SectorIn(Schema):
    """A sector of a directory; `sector` names the one that is corrected. `communes` are INSEE codes or names."""

    convention: UUID
    term: str = Field(min_length=1, max_length=80)
    sector: UUID | None = None
    name: str = Field(min_length=1, max_length=80)
    communes: list[str] = Field(default_factory=list, max_length=1500)
    unit: str = Field(default="", max_length=120)
    line: str = Field(default="", max_length=20)
    permanence: str = Field(default="", max_length=200)
    email: str = Field(default="", max_length=120)
    since: date


class SectorEnd(Schema):
    convention: UUID
    term: str = Field(min_length=1, max_length=80)
    on: date


class SectorWritten(Schema):
    """What was written: `changes` says what the other party is told."""

    sector: UUID
    name: str
    since: date
    communes: int
    changes: str
    clause: str


class Uncovered(Schema):
    """What is left to do: communes of the territory without sector, and those that several claim."""

    sectors: int
    gaps: list[str]
    overlaps: list[str]
    clause: str


def _item(one: Answer) -> DirectoryItem:
    held, writing = one.directory.held, one.writing
    return DirectoryItem(
        commune=one.met.commune.code,
        name=one.met.commune.name,
        sector=writing.name if writing else "",
        sector_id=writing.sector_id if writing else None,
        unit=writing.unit if writing else "",
        line=writing.line if writing else held.fallback_phone,
        permanence=writing.permanence if writing else "",
        email=writing.email if writing else "",
        since=writing.since if writing else None,
        fallback=one.is_fallback,
        prompt=held.fallback_prompt if one.is_fallback else "",
        convention=held.convention_id,
        term=held.term_id,
        clause=str(held.clause),
    )


@router.get("/directory", response=DirectoryItems, summary="Qui appeler pour une commune, par territoire")
def list_directory(request: HttpRequest, sought: Query[Sought]) -> DirectoryItems:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_open_any(actor).or_raise()
    with transaction(actor) as at:
        here = present(sought.commune) if sought.commune else None
        found = open_directories(actor, at)
        met = [Met(here)] if here else [] if sought.commune else meant(sought.q, found)
        return DirectoryItems(items=[_item(one) for one in answers_for(met, found, at)])


@router.get(
    "/directory/{convention_id}/{term}/uncovered", response=Uncovered, summary="Communes sans secteur, ou de plusieurs"
)
def get_uncovered(request: HttpRequest, convention_id: UUID, term: str) -> Uncovered:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_open_any(actor).or_raise()
    with transaction(actor) as at:
        found = directory_named(actor, convention_id, term, at)
        if found is None:
            raise Http404
        read = whole(found, at)
    return Uncovered(
        sectors=len(read.sectors),
        gaps=[one.code for one in read.gaps],
        overlaps=[commune.code for commune, _ in read.overlaps],
        clause=str(found.held.clause),
    )


@router.post("/directory/sectors", response={201: SectorWritten}, summary="Tenir un secteur de l'annuaire")
def write(request: HttpRequest, payload: SectorIn) -> Status[SectorWritten]:
    actor: Actor = request.actor  # type: ignore[attr-defined]

    def written(at: datetime) -> SectorWritten:
        found = directory_named(actor, payload.convention, payload.term, at)
        if found is None or (payload.sector and last_writing(payload.sector, found) is None):
            raise Http404
        codes, unknown = communes_meant(payload.communes, "", found.convention.territory)
        fields = {name: getattr(payload, name).strip() for name in ("name", "unit", "line", "permanence", "email")}
        writing = Writing(
            sector_id=payload.sector or uuid4(), communes=codes, since=payload.since, written_at=at, **fields
        )
        changed = write_sector(payload.convention, payload.term, writing, unknown, actor=actor, at=at)
        return _written(changed.writing, changed.says, str(found.held.clause))

    return Status(201, run(actor, written))


@router.post("/directory/sectors/{sector_id}/end", response=SectorWritten, summary="Ne plus tenir un secteur")
def end(request: HttpRequest, sector_id: UUID, payload: SectorEnd) -> SectorWritten:
    actor: Actor = request.actor  # type: ignore[attr-defined]

    def ended(at: datetime) -> SectorWritten:
        found = directory_named(actor, payload.convention, payload.term, at)
        if found is None or last_writing(sector_id, found) is None:
            raise Http404
        changed = end_sector(payload.convention, payload.term, sector_id, payload.on, actor=actor, at=at)
        return _written(changed.writing, changed.says, str(found.held.clause))

    return run(actor, ended)


def _written(one: Writing, says: str, clause: str) -> SectorWritten:
    return SectorWritten(
        sector=one.sector_id, name=one.name, since=one.since, communes=len(one.communes), changes=says, clause=clause
    )
