from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.saisines.actions.opening import Brought, bring
from socle.saisines.domain.access import may_open_any
from socle.saisines.domain.answering import IDENTITY, MANDATE, Given, PaperForm
from socle.saisines.queries.doors import OpenDoor, door_named, open_to
from socle.saisines.queries.notices import current
from socle.saisines.web.forms import NewForm
from socle.saisines.web.pages import doors as door_pages
from socle.saisines.web.pages import notices as notice_pages
from socle.traces.actions import record_refusal


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """The doors open to the actor, each with its promise reckoned for now."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_open_any(actor).or_raise()
    with transaction(actor) as at:
        groups = door_pages.groups(open_to(actor, at), at)
        notices = notice_pages.alerts(current(at))
    context = {
        "groups": groups,
        "notices": notices,
        "context_query": door_pages.context_query(request.GET),
        "breadcrumb": door_pages.trail(("Saisir", "")),
    }
    return render(request, "saisines/choose.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, door: str) -> HttpResponse:
    """The form of a door: only what it asks, and the date of the answer before sending."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_open_any(actor).or_raise()
    with transaction(actor) as at:
        found = door_named(actor, door, at)
        if found is None or actor.organisation_id not in found.door.asks:
            raise Http404
        shown = door_pages.new_context(found, open_to(actor, at, only=[found.convention.id]), at)
    form = NewForm(request.POST if request.method == "POST" else None, found, subjects=shown["subjects"])
    if request.method == "POST" and form.is_valid():
        try:
            brought = _brought(found, form, door_pages.origin(request.GET))
            done = run(actor, lambda at: bring(brought, actor=actor, at=at))
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error(None, error.decision.line)
        else:
            messages.success(request, door_pages.thanks(done))
            return redirect("saisines:case", done.case.id)
    said = door_pages.origin_says(door_pages.origin(request.GET))
    context = {**shown, "form": form, "origin_says": said}
    return render(request, "saisines/new.html", context, status=422 if form.errors else 200)


def _brought(found: OpenDoor, form: NewForm, origin: Mapping[str, str]) -> Brought:
    data = form.cleaned_data
    born = data.get("naissance")
    day = data.get("mandat_du")
    today = timezone.localdate()
    papers = []
    if data.get("mandat"):
        papers.append(Given(MANDATE, day or today, None, PaperForm.coded(data["mandat"])))
    if data.get("identite"):
        papers.append(Given(IDENTITY, today))
    person = {
        "name": data.get("personne", ""),
        "birth_date": born.isoformat() if born else "",
        "reference": data.get("reference", ""),
    }
    return Brought(
        found.door.id,
        data.get("sujet", ""),
        data["texte"],
        data.get("commune", ""),
        data["urgence"],
        person,
        papers,
        origin,
    )
