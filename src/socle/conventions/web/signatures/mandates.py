from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.conventions.actions import signatures as actions
from socle.conventions.domain.access import may_list
from socle.conventions.queries import signatures as queries
from socle.conventions.web.signatures import forms, pages
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.kernel.identifiers import uuid_of
from socle.organismes.queries import members
from socle.traces.actions import record_refusal


@require_http_methods(["GET", "POST"])
def mandates(request: HttpRequest) -> HttpResponse:
    """Who may sign for one's body besides its representatives; record a delegation, or end one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_list(actor).or_raise()
    allowed = actions.may_open(actor)
    with transaction(actor) as at:
        found = queries.mandates(actor.organisation_id)
        people = [(str(one.person_id), one.person.name) for one in members(actor.organisation_id, at)]
    ends = uuid_of(request.POST.get("retirer", ""))
    form = forms.MandateForm(request.POST if request.POST and not ends else None, people=people)
    if request.method == "POST":
        allowed.or_raise()
        if _ended(request, ends) if ends else form.is_valid() and _recorded(request, form):
            return redirect("conventions:mandates")
    context = {
        "columns": pages.MANDATE_COLUMNS,
        "rows": pages.mandate_rows(found, at.date()),
        "held": pages.mandates_to_end(found, at.date()),
        "form": form if allowed else None,
        "breadcrumb": [{"label": "Conventions", "url": "/conventions/"}, {"label": "Signataires", "url": ""}],
    }
    return render(request, "conventions/mandates.html", context)


def _recorded(request: HttpRequest, form: forms.MandateForm) -> bool:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    given = form.cleaned_data
    wish = actions.Delegation(UUID(given["personne"]), given["qualite"], given["acte"], given["du"], given["au"])
    try:
        run(actor, lambda at: actions.record_mandate(wish, actor=actor, at=at))
    except Refused as error:
        record_refusal(error, actor=actor)
        form.add_error("au", f"{error.decision.reason} {error.decision.fix}")
        return False
    messages.success(request, "La délégation de signature est enregistrée.")
    return True


def _ended(request: HttpRequest, mandate_id: UUID) -> bool:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    run(actor, lambda at: actions.withdraw_mandate(mandate_id, actor=actor, at=at))
    messages.success(request, "La délégation de signature a pris fin.")
    return True
