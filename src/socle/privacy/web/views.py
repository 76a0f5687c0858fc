from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.privacy.actions import read_trace, read_traces
from socle.privacy.queries import names_known, people_to_find
from socle.privacy.web import pages
from socle.privacy.web.forms import TracesFilterForm
from socle.theme.links import page_url
from socle.traces.queries import CursorError, heads, pending


@require_GET
def traces(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    query = request.GET
    with transaction(actor) as at:
        found = people_to_find(actor, query.dict(), at)
    form = TracesFilterForm(found.body.answers(query.dict()), found=found)
    form.is_valid()
    wanted = form.wanted(query.get("suite", ""))
    try:
        page = run(actor, lambda at: read_traces(wanted, actor=actor, at=at))
    except CursorError:
        return redirect("privacy:traces")
    with transaction(actor) as at:
        names = names_known(actor, page.items, at)
    context = {
        "form": form,
        "rows": pages.trace_rows(page, names),
        "next_url": page_url(query, "suite", page.next),
        "is_filtered": bool(query),
    }
    return render(request, "privacy/traces.html", context)


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


@require_GET
def trace(request: HttpRequest, trace_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    traced_at = _instant(request.GET.get("le", ""))
    line = run(actor, lambda at: read_trace(trace_id, actor=actor, at=at, traced_at=traced_at))
    if line is None:
        raise Http404
    with transaction(actor) as at:
        names = names_known(actor, [line], at)
    return render(request, "privacy/trace.html", pages.sheet(line, names))


@require_GET
def verify(request: HttpRequest) -> HttpResponse:
    """The state of the logs, and how anybody checks them without us."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        context = {"logs": pages.head_lines(heads()), "pending": pending()}
    return render(request, "privacy/verify.html", context)
