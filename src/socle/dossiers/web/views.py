from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from socle.database.transactions import run, transaction
from socle.dossiers.actions.consulting import Request, consult
from socle.dossiers.actions.explaining import explain
from socle.dossiers.queries.profiles import ReaderProfile, profiles_of
from socle.dossiers.queries.questions import askable
from socle.dossiers.web import pages
from socle.dossiers.web.forms import ConsultationForm, WhyForm
from socle.habilitations.domain.access import may
from socle.habilitations.domain.roles import MANAGERS
from socle.habilitations.queries.roles import managers_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.traces.actions import record_refusal

FORBIDDEN = 403


@require_http_methods(["GET", "POST"])
def consultation(request: HttpRequest) -> HttpResponse:
    """Ask on a page, answer in the answer to the form: no personal key and no file has an address."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "dossier:consult").or_raise()
    with transaction(actor) as at:
        profiles = profiles_of(actor, at)
        managers = [row for row in managers_of(actor.organisation_id, at) if row.role in MANAGERS]
    code = (request.POST if request.method == "POST" else request.GET).get("profil", "")
    chosen = pages.chosen_profile(profiles, code)
    context = {"profiles": profiles, "chosen": chosen, "managers": managers, **pages.parted(profiles)}
    context |= {"decision": None, "trace": "", "is_caisse": actor.is_caisse}
    if request.method == "POST" and chosen is None:
        run(actor, lambda at: consult(Request(code[:20], ""), actor=actor, at=at))
    if chosen is None:
        return render(request, "dossiers/consultation.html", {**context, "form": None})
    if request.method == "POST":
        return _answer(request, actor, chosen, context)
    return render(request, "dossiers/consultation.html", {**context, "form": ConsultationForm(None, reader=chosen)})


def _answer(request: HttpRequest, actor: Actor, chosen: ReaderProfile, context: dict[str, object]) -> HttpResponse:
    form = ConsultationForm(request.POST.dict(), reader=chosen)
    if not form.is_valid():
        return render(request, "dossiers/consultation.html", {**context, "form": form})
    try:
        found = run(actor, lambda at: consult(form.request(), actor=actor, at=at))
    except Refused as error:
        trace = record_refusal(error, actor=actor)
        refused = {"form": form, "decision": pages.refusal_shown(error.decision), "trace": trace}
        return render(request, "dossiers/consultation.html", {**context, **refused}, status=FORBIDDEN)
    response = render(request, "dossiers/file.html", pages.file_page(found, chosen, form.request()))
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def why(request: HttpRequest) -> HttpResponse:
    """« Pourquoi ? »: the decision and its chain, for oneself or for a colleague."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        found = askable(actor, request.GET.dict(), at)
    asked = {"personne": str(actor.person_id), **request.GET.dict(), "organisme": str(found.body)}
    is_asked = "profil" in request.GET and "changer" not in request.GET
    form = WhyForm(asked if is_asked else None, askable=found, own=actor.person_id)
    context: dict[str, object] = {"form": form, "decision": None, "found": found}
    if form.is_bound and form.is_valid():
        as_of = form.cleaned_data["au"]
        context["decision"] = run(actor, lambda at: explain(form.question(), actor=actor, at=at, as_of=as_of))
        context |= pages.question_said(form, at)
    return render(request, "dossiers/why.html", context)
