from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.conventions.actions.signatures import may_open
from socle.conventions.actions.signatures.avenants import may_send, send_avenant
from socle.conventions.domain.changes import changes
from socle.conventions.models import Draft
from socle.conventions.queries import papers as printed
from socle.conventions.queries.drafts import draft_of, read_draft, text_of
from socle.conventions.web.drafting.pages import trail
from socle.conventions.web.papers import pages as paper_pages
from socle.conventions.web.signatures import forms
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.papers.printing import pdf_of
from socle.traces.actions import record_refusal


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Send an avenant round its parties: the order, then the paper is frozen."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_open(actor).or_raise()
    form = forms.OrderForm(request.POST or None)
    with transaction(actor):
        draft = draft_of(draft_id)
        if draft is None or draft.base is None or draft.organisation_id != actor.organisation_id:
            raise Http404
        is_ready = may_send(draft)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("conventions:signature", draft.base_id, _sent(draft, form, actor))
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error(None, f"{error.decision.reason} {error.decision.fix}")
    context = {"draft": draft, "form": form, "is_ready": is_ready, "breadcrumb": trail(draft)}
    return render(request, "conventions/avenant_send.html", context)


def _sent(draft: Draft, form: forms.OrderForm, actor: Actor) -> UUID:
    is_ordered = form.cleaned_data["ordre"] == "fixe"
    with transaction(actor) as at:
        assert draft.base is not None, "an avenant has a base"
        bundle, seal = printed.bundle_of(draft.base), printed.seal_of_papers()
        tried = read_draft(draft, text_of(draft), at).tried
        before = {term.id: term for term in printed.terms_of(draft.base.id, at, as_signed=False)}
        found = changes(before, tried.avenant.terms, tried.avenant.ends) if tried else ()
    context = paper_pages.draft_context(bundle, draft.version, tried.avenant.effective_on if tried else None, found)
    context |= paper_pages.sheet_context(bundle, is_ordered=is_ordered)
    content = pdf_of("conventions/avenant_paper.html", context, title=f"Avenant : {draft.title}", seal=seal)
    return run(actor, lambda at: send_avenant(draft, bundle, content, is_ordered=is_ordered, actor=actor, at=at)).id
