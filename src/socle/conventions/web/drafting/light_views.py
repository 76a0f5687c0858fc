from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.conventions.actions.light import change_paper, void_term
from socle.conventions.domain.access import may_amend, may_prepare
from socle.conventions.queries.light import paper_to_change, term_to_void
from socle.conventions.web.drafting import light_forms
from socle.conventions.web.own import own_convention
from socle.conventions.web.sheet import trail
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.traces.actions import record_refusal


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, convention_id: UUID, paper_key: str) -> HttpResponse:
    """Change a paper in the light form that the text allows; an avenant is asked for where it does not."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_prepare(actor).or_raise()
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        found = paper_to_change(convention, paper_key, actor.organisation_id, at)
    if found is None:
        raise Http404
    form, status = light_forms.PaperForm(request.POST or None, found=found), 200
    if request.method == "POST" and form.is_valid():
        try:
            people = form.people()
            run(actor, lambda at: change_paper(convention_id, paper_key, form.change(), people, actor=actor, at=at))
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error(None, f"{error.decision.reason} {error.decision.fix}")
            status = 403
        else:
            messages.success(request, "Le changement est enregistré ; il vaut depuis la réception de la lettre.")
            return redirect("conventions:detail", convention_id)
    context = {"form": form, "found": found, "convention": convention}
    context["breadcrumb"] = trail(convention, found.paper.title)
    return render(request, "conventions/paper_change.html", context, status=status)


@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, convention_id: UUID, term_key: str) -> HttpResponse:
    """Record that a new law voids a term; who falls with it is shown before."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        may_amend(actor, convention.organisation_id).or_raise()
        found = term_to_void(convention, term_key, at)
    if found is None:
        raise Http404
    form, status = light_forms.LawForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        law, day = form.cleaned_data["loi"], form.cleaned_data["jour"]
        try:
            run(actor, lambda at: void_term(convention_id, term_key, law, day, actor=actor, at=at))
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error(None, f"{error.decision.reason} {error.decision.fix}")
            status = 403
        else:
            messages.success(request, "La clause cesse. Préparez un avenant, ou mettez fin à la convention.")
            return redirect("conventions:detail", convention_id)
    context = {"form": form, "found": found, "convention": convention}
    context["breadcrumb"] = trail(convention, term_key)
    return render(request, "conventions/term_void.html", context, status=status)
