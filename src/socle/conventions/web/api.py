"""Conventions and their terms, as the API says them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.params import functions as params

from socle.conventions.domain.terms import body_json
from socle.conventions.models import Convention
from socle.conventions.queries.listing import conventions_page
from socle.conventions.queries.reading import ReadTerm, terms_at
from socle.conventions.web.drafting.api import router as drafts_router
from socle.conventions.web.endings.acts_api import router as ending_acts
from socle.conventions.web.endings.api import router as endings
from socle.conventions.web.endings.suspensions_api import router as suspensions
from socle.conventions.web.obligations.api import router as obligations
from socle.conventions.web.obligations.pieces_api import router as pieces
from socle.conventions.web.papers.api import router as papers_router
from socle.conventions.web.readings.api import router as readings
from socle.conventions.web.signatures.api import router as signatures_router
from socle.conventions.web.simulation_api import router as simulation
from socle.database.transactions import transaction
from socle.theme.cursor import DEFAULT, LARGEST, decode, page_of, text
from socle.theme.moments import as_of as looked_at

router = Router(tags=["conventions"])
router.add_router("", obligations)
router.add_router("", pieces)
router.add_router("", readings)
router.add_router("", papers_router)
router.add_router("", endings)
router.add_router("", ending_acts)
router.add_router("", simulation)
router.add_router("", suspensions)
router.add_router("", signatures_router)
router.add_router("", drafts_router)


class Party(Schema):
    role: str
    name: str
    siret: str
    representative: str
    capacity: str


class ConventionLine(Schema):
    """A signed convention and its parties."""

    id: UUID
    family: str
    number: str
    title: str
    signed_on: date | None
    effective_at: datetime | None
    ends_at: datetime | None
    parties: list[Party]


class Conventions(Schema):
    items: list[ConventionLine]
    next: str | None


class TermLine(Schema):
    """One term in force: its clause, what it says in plain French, the fields of its kind."""

    id: str
    kind: str
    clause: str
    says: str
    reads: str
    fields: dict[str, Any]


class TermLines(Schema):
    items: list[TermLine]
    next: str | None = None


def _line(row: Convention) -> ConventionLine:
    return ConventionLine(
        id=row.id,
        family=row.family,
        number=row.number,
        title=row.title,
        signed_on=row.signed_on,
        effective_at=row.effective_at,
        ends_at=row.ends_at,
        parties=[
            Party(
                role=party.role,
                name=party.party.legal_name,
                siret=party.party.siret,
                representative=party.representative,
                capacity=party.capacity,
            )
            for party in sorted(row.conventionparty_rows.all(), key=lambda party: party.position)
        ],
    )


def _term(term: ReadTerm[Any]) -> TermLine:
    return TermLine(
        id=term.id,
        kind=term.kind,
        clause=str(term.clause),
        says=term.says,
        reads=term.body.sentence(),
        fields=body_json(term.body),
    )


@router.get("/conventions", response=Conventions, summary="Conventions de mon organisme")
def list_conventions(
    request: HttpRequest,
    cursor: str = "",
    limit: int = params.Query(DEFAULT, ge=1, le=LARGEST),
) -> Conventions:
    with transaction(request.actor):  # type: ignore[attr-defined]
        rows = conventions_page(after=decode(cursor, text, text) if cursor else None, limit=limit)  # type: ignore[arg-type]
        page = page_of(rows, limit, lambda row: (row.family, row.slug))
        return Conventions(items=[_line(row) for row in page.items], next=page.next)


@router.get("/conventions/{convention_id}/terms", response=TermLines, summary="Termes en vigueur")
def list_terms(request: HttpRequest, convention_id: UUID, as_of: date | datetime | None = None) -> TermLines:
    with transaction(request.actor) as at:  # type: ignore[attr-defined]
        Convention.objects.only("id").get(id=convention_id)
        found = terms_at(convention_id, looked_at(as_of, at))
    return TermLines(items=[_term(term) for term in found])
