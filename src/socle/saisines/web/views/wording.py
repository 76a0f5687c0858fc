from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.kernel.identifiers import uuid_of
from socle.saisines.actions.wording import add, withdraw
from socle.saisines.domain.access import may_post
from socle.saisines.domain.wording import VARIABLES
from socle.saisines.queries.wording import wordings as known
from socle.saisines.web.pages import doors as door_pages
from socle.saisines.web.wording_forms import WordingForm
from socle.traces.actions import record_refusal


@require_http_methods(["GET", "POST"])
def wordings(request: HttpRequest) -> HttpResponse:
    """The templates of answers of a body: written, withdrawn, by whoever says who answers."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_post(actor).or_raise()
    form = WordingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            if _act(request, actor, form):
                return redirect("saisines:wordings")
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error("texte" if error.decision.code == "variable_unknown" else None, error.decision.line)
    with transaction(actor):
        rows = known(actor)
    context = {
        "rows": rows,
        "form": form,
        "variables": [{"name": f"{{{name}}}", "says": says} for name, says in VARIABLES.items()],
        "breadcrumb": door_pages.trail(("Modèles de réponse", "")),
    }
    return render(request, "saisines/wordings.html", context, status=403 if form.errors else 200)


def _act(request: HttpRequest, actor: Actor, form: WordingForm) -> bool:
    if withdrawn := uuid_of(request.POST.get("retirer", "")):
        row = run(actor, lambda at: withdraw(withdrawn, actor=actor, at=at))
        messages.success(request, f"Le modèle « {row.name} » est retiré.")
        return True
    if not form.is_valid():
        return False
    data = form.cleaned_data
    row = run(actor, lambda at: add(data["nom"], data["texte"], actor=actor, at=at))
    messages.success(request, f"Le modèle « {row.name} » est proposé à qui répond.")
    return True
