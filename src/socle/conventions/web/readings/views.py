from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from socle.conventions.actions.readings import move, propose
from socle.conventions.domain.access import may_read_otherwise
from socle.conventions.queries.readings import reading_of, register_of
from socle.conventions.web.own import own_convention
from socle.conventions.web.readings import forms, pages
from socle.conventions.web.sheet import trail
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.theme.asof import moment_of
from socle.traces.actions import record_refusal


@require_GET
def register(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """Points to settle, readings proposed, readings agreed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        moment = moment_of(request.GET, at)
        found = register_of(convention, moment.at)
        context = {
            "convention": convention,
            "moment": moment,
            "points": pages.points(found, convention, actor),
            "readings": pages.readings(found, actor, at),
            "form": forms.VoiceForm(),
            "breadcrumb": trail(convention, "Lectures"),
        }
    return render(request, "conventions/readings.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, convention_id: UUID, point_key: str) -> HttpResponse:
    """Propose a reading of one point."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_read_otherwise(actor).or_raise()
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        point = register_of(convention, at).point(point_key)
    if point is None:
        raise Http404
    form = forms.ProposalForm(request.POST or None, point)
    if request.method == "POST" and form.is_valid():
        proposal = form.proposal()
        try:
            run(actor, lambda at: propose(convention_id, proposal, actor=actor, at=at))
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error(None, error.decision.line)
        else:
            messages.success(request, "La lecture est proposée aux autres parties.")
            return redirect("conventions:readings", convention_id)
    context = {"convention": convention, "point": point.point, "form": form}
    context["breadcrumb"] = trail(convention, "Proposer une lecture")
    return render(request, "conventions/reading_new.html", context, status=403 if form.errors else 200)


@require_http_methods(["POST"])
def step(request: HttpRequest, convention_id: UUID, reading_id: UUID) -> HttpResponse:
    """Agree, refuse, withdraw or consign."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    name, reason = request.POST.get("etape", ""), request.POST.get("motif", "")
    with transaction(actor):
        own_convention(convention_id, actor)
        if reading_of(reading_id, convention_id) is None:
            raise Http404
    try:
        run(actor, lambda at: move(convention_id, reading_id, name, reason, actor=actor, at=at))
    except Refused as error:
        record_refusal(error, actor=actor)
        messages.error(request, error.decision.line)
    else:
        messages.success(request, pages.DONE[name])
    return redirect("conventions:readings", convention_id)
