"""The papers of a convention, as the API gives them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Schema

from socle.conventions.actions.viewing import record_paper
from socle.conventions.queries import papers as queries
from socle.conventions.web.own import own_convention
from socle.conventions.web.papers import pages
from socle.conventions.web.papers.views import PDF
from socle.database.transactions import transaction
from socle.papers.printing import pdf_of
from socle.theme.attachments import attachment
from socle.theme.moments import as_of as looked_at

router = Router(tags=["conventions"])


class PaperLine(Schema):
    """One paper of the tree."""

    key: str
    kind: str
    title: str
    parent: str | None
    signed_on: date | None
    received_on: date | None


class PaperLines(Schema):
    items: list[PaperLine]
    next: str | None = None


@router.get("/conventions/{convention_id}/papers", response=PaperLines, summary="Papiers d'une convention")
def list_papers(request: HttpRequest, convention_id: UUID) -> PaperLines:
    actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        found = queries.bundle_of(own_convention(convention_id, actor))
    return PaperLines(
        items=[
            PaperLine(
                key=one.id,
                kind=one.kind.value,
                title=one.title,
                parent=one.parent,
                signed_on=one.signed_on,
                received_on=one.received_on,
            )
            for one in found.documents
        ]
    )


@router.get(
    "/conventions/{convention_id}/papers/{paper}",
    summary="Un papier en PDF",
    openapi_extra={"responses": {200: {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}}},
)
def print_paper(
    request: HttpRequest,
    convention_id: UUID,
    paper: str,
    as_of: date | datetime | None = None,
    *,
    as_signed: bool = False,
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        found = queries.print_of(convention, queries.Wanted(paper, looked_at(as_of, at), as_signed=as_signed))
        if found is None:
            raise Http404
        record_paper(convention, found.title, actor=actor, at=at)
    context, title = pages.paper_context(found), pages.title_of(found.paper.document)
    return attachment(pdf_of("conventions/paper.html", context, title=title, seal=found.seal), PDF, f"{paper}.pdf")
