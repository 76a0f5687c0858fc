from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.conventions.actions.force_majeure import declare, resume
from socle.conventions.domain.access import may_end
from socle.conventions.domain.ending.force_majeure import Prevention, clause_of
from socle.conventions.models import Convention
from socle.conventions.queries.endings import suspensions_of
from socle.conventions.queries.reading import Terms, terms_at
from socle.conventions.web.endings import forms, pages
from socle.conventions.web.own import own_convention
from socle.conventions.web.sheet import trail
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.traces.actions import record_refusal


@require_http_methods(["GET", "POST"])
def suspensions(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """What force majeure suspends, and the declaration of a new one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        terms, found = terms_at(convention.id, at), suspensions_of(convention)
    form = forms.SuspensionForm(request.POST or None, terms=_choices(terms))
    if request.method == "POST" and form.is_valid():
        try:
            return _declared(request, convention, form)
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error("debut", f"{error.decision.reason} {error.decision.fix}")
    says = {term.id: term.says for term in terms}
    context = {
        "convention": convention,
        "clause": clause_of(terms),
        "rows": [
            (row, pages.suspension_lines(row, says), _resumable(row.author_organisation_id, actor)) for row in found
        ],
        "form": form if may_end(actor) and clause_of(terms) else None,
        "resume": forms.ResumeForm(),
        "breadcrumb": trail(convention, "Force majeure"),
    }
    return render(request, "conventions/suspensions.html", context)


def _choices(terms: Terms) -> list[tuple[str, str]]:
    return [(term.id, f"{term.says} ({term.clause})") for term in terms if not term.clause.is_house]


def _resumable(author_id: UUID, actor: Actor) -> bool:
    return author_id == actor.organisation_id and bool(may_end(actor))


def _declared(request: HttpRequest, convention: Convention, form: forms.SuspensionForm) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    given = form.cleaned_data
    said = Prevention(
        given["evenement"], given["mesures"], tuple(given["termes"]), given["debut"], given["information"]
    )
    run(actor, lambda at: declare(convention.id, said, actor=actor, at=at))
    messages.success(request, "La suspension est déclarée ; les autres engagements continuent.")
    return redirect("conventions:suspensions", convention.id)


@require_http_methods(["POST"])
def resumption(request: HttpRequest, convention_id: UUID, suspension_id: UUID) -> HttpResponse:
    """Say on which day the commitments hold again."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = forms.ResumeForm(request.POST)
    with transaction(actor):
        convention = own_convention(convention_id, actor)
        if not any(row.id == suspension_id for row in suspensions_of(convention)):
            raise Http404
    if not form.is_valid():
        messages.error(request, "Donnez le jour de la reprise.")
        return redirect("conventions:suspensions", convention_id)
    run(actor, lambda at: resume(suspension_id, form.cleaned_data["reprise"], actor=actor, at=at))
    messages.success(request, "La reprise est déclarée.")
    return redirect("conventions:suspensions", convention_id)
