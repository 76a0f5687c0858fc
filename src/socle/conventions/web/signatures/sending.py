from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.conventions.actions.signatures import may_open
from socle.conventions.actions.signatures.drafts import NOT_READY, may_send, send_draft
from socle.conventions.domain.changes import changes
from socle.conventions.models import Draft, SigningRound
from socle.conventions.queries import papers as printed
from socle.conventions.queries.drafts import draft_of, read_draft, text_of
from socle.conventions.queries.unsigned import unsigned
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
    """Send a draft round its parties: the order, then the paper is frozen."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_open(actor).or_raise()
    form = forms.OrderForm(request.POST or None)
    with transaction(actor):
        draft = draft_of(draft_id)
        if draft is None or draft.organisation_id != actor.organisation_id:
            raise Http404
        is_ready = may_send(draft)
    if request.method == "POST" and form.is_valid():
        try:
            sent = sent_round(draft, actor, is_ordered=form.cleaned_data["ordre"] == "fixe")
            return redirect("conventions:signature", sent.home_id, sent.id)
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error(None, f"{error.decision.reason} {error.decision.fix}")
    context = {"draft": draft, "form": form, "is_ready": is_ready, "breadcrumb": trail(draft)}
    return render(request, "conventions/draft_send.html", context)


def sent_round(draft: Draft, actor: Actor, *, is_ordered: bool) -> SigningRound:
    """Compose the paper outside the act, then send it round."""
    with transaction(actor) as at:
        if not may_send(draft):
            raise Refused(NOT_READY)
        seal = printed.seal_of_papers()
        bundle, template, context = _avenant(draft, at) if draft.base else _convention(draft, at)
    context |= paper_pages.sheet_context(bundle, is_ordered=is_ordered)
    title = f"Avenant : {draft.title}" if draft.base else draft.title
    content = pdf_of(template, context, title=title, seal=seal)
    return run(actor, lambda at: send_draft(draft, bundle, content, is_ordered=is_ordered, actor=actor, at=at))


def _avenant(draft: Draft, at: datetime) -> tuple[printed.Bundle, str, dict[str, object]]:
    assert draft.base is not None, "an avenant has a base"
    bundle = printed.bundle_of(draft.base)
    tried = read_draft(draft, text_of(draft), at).tried
    before = {term.id: term for term in printed.terms_of(draft.base.id, at, as_signed=False)}
    found = changes(before, tried.avenant.terms, tried.avenant.ends) if tried else ()
    avenant = tried.avenant if tried else None
    return bundle, "conventions/avenant_paper.html", paper_pages.draft_context(bundle, draft.version, avenant, found)


def _convention(draft: Draft, at: datetime) -> tuple[printed.Bundle, str, dict[str, object]]:
    found = unsigned(draft, at)
    if found is None:
        raise Refused(NOT_READY)
    context = paper_pages.convention_context(found.bundle, draft.version, found.papers)
    return found.bundle, "conventions/convention_paper.html", context
