from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from socle.database.transactions import transaction
from socle.exchange.tables import Format, Sheet
from socle.exchange.writing import file_stem, write_table
from socle.habilitations.actions.exporting import Export, export
from socle.habilitations.domain.access import may
from socle.habilitations.domain.exporting import EXPORT_CLAUSE, LISTS, PAPER, decide_export, list_named, title_of
from socle.habilitations.list_tools import list_url
from socle.habilitations.web import pages
from socle.habilitations.web.asking import filter_text
from socle.habilitations.web.bodies import body_of
from socle.habilitations.web.exports import Listing, listing_of
from socle.habilitations.web.forms import ExportForm
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision
from socle.papers.printing import pdf_of
from socle.theme.asof import Moment, moment_of
from socle.theme.attachments import attachment


@require_http_methods(["GET", "POST"])
def export_list(request: HttpRequest, what: str) -> HttpResponse:
    """How many rows would leave and as what; then the file, once its trace is written."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    listed = list_named(what)
    if listed is None:
        raise Http404
    may(actor, LISTS[listed].permission).or_raise()
    form = ExportForm(request.POST if request.method == "POST" else None)
    with transaction(actor) as now:
        body, moment = body_of(listed, actor, request.GET.dict()), moment_of(request.GET, now)
        is_ready = form.is_bound and form.is_valid() and not moment.problem
        wanted = form.cleaned_data["format"] if is_ready else ""
        listing = listing_of(listed, request.GET, body.id, moment.at)
        asked = Export(listed, body.id, body.name, filter_text(request.GET), len(listing.rows), wanted)
        if wanted:
            export(asked, actor=actor, at=now)
    if wanted:
        return _file(asked, listing, moment)
    return _ask(request, form, asked, moment, decide_export(asked.rows, actor.step_up_at, now))


def _ask(request: HttpRequest, form: ExportForm, asked: Export, moment: Moment, confirmed: Decision) -> HttpResponse:
    context = {
        "listed": LISTS[asked.listed],
        "asked": asked,
        "moment": moment,
        "form": form,
        "confirmed": confirmed,
        "clause": EXPORT_CLAUSE,
        "here": request.get_full_path(),
        "back_url": list_url(asked.listed, asked.filter),
    }
    return render(request, "habilitations/export.html", context)


def _file(asked: Export, listing: Listing, moment: Moment) -> HttpResponse:
    """The file; the trace of its departure is committed."""
    day = moment.day or timezone.localdate(moment.at)
    dated = listing.dated(day)
    title = title_of(asked.listed, asked.body, day)
    if asked.format == PAPER:
        context = pages.paper_context(listing, LISTS[asked.listed].label, asked.body, day)
        content, kind = pdf_of("habilitations/export_paper.html", context, title=title), "application/pdf"
        return attachment(content, kind, f"{file_stem(title)}.pdf")
    written = write_table(Format(asked.format), Sheet(title, dated.columns, dated.rows))
    return attachment(b"".join(written.content), written.content_type, written.filename)
