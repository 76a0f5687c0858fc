from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from socle.conventions.actions.viewing import record_paper
from socle.conventions.queries import papers as queries
from socle.conventions.web.moment import moment_of
from socle.conventions.web.own import own_convention
from socle.conventions.web.papers import pages
from socle.database.transactions import transaction
from socle.kernel.actor import Actor
from socle.papers.printing import pdf_of
from socle.theme.attachments import attachment

PDF = "application/pdf"


@require_GET
def paper(request: HttpRequest, convention_id: UUID, paper_key: str) -> HttpResponse:
    """One paper of the tree as a PDF: the text in force on a day, or the one first signed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        moment = moment_of(request, convention, at)
        asked = queries.Wanted(paper_key, moment.at, as_signed=request.GET.get("texte") == "origine")
        found = queries.print_of(convention, asked)
        if found is None:
            raise Http404
        record_paper(convention, found.title, actor=actor, at=at, as_of=moment.day)
    context, title = pages.paper_context(found), pages.title_of(found.paper.document)
    content = pdf_of("conventions/paper.html", context, title=title, seal=found.seal)
    return attachment(content, PDF, f"{convention.number}-{paper_key}.pdf")


@require_GET
def avenant(request: HttpRequest, convention_id: UUID, number: str) -> HttpResponse:
    """The paper of an avenant: what it changes."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        bundle = queries.bundle_of(convention)
        act = bundle.avenant(number)
        if act is None:
            raise Http404
        found = queries.changes_of(convention.id, act.number)
        papers = queries.papers_brought_by(bundle, act)
        seal = queries.seal_of_papers()
        record_paper(convention, f"avenant n° {number}", actor=actor, at=at)
    context = pages.avenant_context(bundle, act, found, papers)
    content = pdf_of("conventions/avenant_paper.html", context, title=pages.avenant_title(act.number), seal=seal)
    return attachment(content, PDF, f"{convention.number}-avenant-{number}.pdf")
