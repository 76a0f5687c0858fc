from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.conventions.actions.drafting import may_open, open_avenant
from socle.conventions.domain.access import may_prepare
from socle.conventions.domain.composing import with_head
from socle.conventions.web.drafting import forms, heading, pages
from socle.conventions.web.own import own_convention
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.traces.actions import record_refusal


@require_http_methods(["GET", "POST"])
def new_avenant(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """Start an avenant over a signed convention."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_prepare(actor).or_raise()
    with transaction(actor):
        convention = own_convention(convention_id, actor)
    may_open(actor, convention.organisation_id)
    form, status = forms.AvenantForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data["titre"]
        text = with_head("", title, form.cleaned_data["effet"])
        try:
            opened = run(actor, lambda at: open_avenant(convention_id, title, actor=actor, at=at, text=text))
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error(None, f"{error.decision.reason} {error.decision.fix}")
            status = 403
        else:
            return redirect("conventions:draft", opened.id)
    context = {"form": form, "convention": convention, "breadcrumb": pages.trail(None, "Nouvel avenant")}
    return render(request, "conventions/avenant_new.html", context, status=status)


@require_http_methods(["GET", "POST"])
def new_convention(request: HttpRequest) -> HttpResponse:
    """Start a convention from the model of its family."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_open(actor, actor.organisation_id)
    form, status = forms.ConventionForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            opened = run(actor, lambda at: heading.opened(form.cleaned_data, actor, at))
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error(None, f"{error.decision.reason} {error.decision.fix}")
            status = 403
        else:
            return redirect("conventions:draft_blanks", opened.id)
    context = {"form": form, "breadcrumb": pages.trail(None, "Nouvelle convention")}
    return render(request, "conventions/convention_new.html", context, status=status)
