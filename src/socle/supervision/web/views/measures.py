from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.database.transactions import run, transaction
from socle.habilitations.domain.granting import confirmed_recently
from socle.habilitations.queries.supervised import lasting_rights
from socle.kernel.actor import Actor
from socle.organismes.queries import members
from socle.supervision.actions.measuring import end, may_end, take
from socle.supervision.domain.access import may, may_follow
from socle.supervision.domain.measures import MeasureKind
from socle.supervision.models import Failure
from socle.supervision.queries import failures as queries
from socle.supervision.queries.measures import decide, plan
from socle.supervision.web.forms import CauseForm, Choices, MeasureForm
from socle.supervision.web.pages import failures as pages
from socle.supervision.web.pages.questions import trail


@require_http_methods(["GET", "POST"])
def new_measure(request: HttpRequest, failure_id: UUID) -> HttpResponse:
    """Choose, look at who loses what, confirm."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "measure:take").or_raise()
    with transaction(actor) as at:
        row = queries.failure_of(failure_id, actor)
        if row is None or row.caisse_id != actor.organisation_id:
            raise Http404
        data = request.POST if request.method == "POST" else request.GET
        form = MeasureForm(data if "mesure" in data else None, **_choices(row, at))
    cause = CauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and cause.is_valid():
        return _taken(request, actor, row, form, cause)
    return _preview(request, actor, row, form, cause)


def _choices(row: Failure, at: datetime) -> dict[str, Choices]:
    rights = lasting_rights(row.convention_id, row.organisation_id, at)
    people = members(row.organisation_id, at)
    return {
        "rights": [
            (str(one.id), f"{one.membership.person.name}, {one.service.upper()} {one.profile}") for one in rights
        ],
        "people": [(str(one.person_id), one.person.name) for one in people],
        "services": sorted({(one.service, one.service.upper()) for one in rights}),
    }


def _taken(request: HttpRequest, actor: Actor, row: Failure, form: MeasureForm, cause: CauseForm) -> HttpResponse:
    kind = MeasureKind(form.cleaned_data["mesure"])
    motive = cause.cleaned_data["motif"]
    done = run(actor, lambda at: take(row.id, kind, form.target(), motive, actor=actor, at=at))
    messages.success(request, "La mesure est prise : elle vaut dès la prochaine demande de chacun.")
    return redirect("supervision:measure", done.id)


def _preview(request: HttpRequest, actor: Actor, row: Failure, form: MeasureForm, cause: CauseForm) -> HttpResponse:
    context = {
        "row": row,
        "form": form,
        "cause": cause,
        "breadcrumb": trail((row.organisation.legal_name, ""), ("Mesure", "")),
        "planned": None,
    }
    if form.is_bound and form.is_valid():
        with transaction(actor) as at:
            planned = plan(row, MeasureKind(form.cleaned_data["mesure"]), form.target(), at)
            decision = decide(row, planned, actor, at)
        context |= {
            "planned": planned,
            "lines": pages.plan_lines(planned),
            "people": pages.plan_people(planned),
            "decision": decision,
            "confirmed": confirmed_recently(actor.step_up_at, at),
            "here": request.get_full_path(),
            "chosen": {name: value for name, value in form.cleaned_data.items() if value},
        }
    return render(request, "supervision/measure_new.html", context)


@require_http_methods(["GET", "POST"])
def measure(request: HttpRequest, measure_id: UUID) -> HttpResponse:
    """A measure and what it touched; the caisse ends it here."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        row = queries.measure_of(measure_id, actor)
        if row is None:
            raise Http404
        may_follow(actor).or_raise()
        rights = queries.rights_touched(row)
        ending = may_end(row, actor, at)
    if request.method == "POST":
        run(actor, lambda at: end(measure_id, actor=actor, at=at))
        messages.success(request, "La mesure est levée.")
        return redirect("supervision:measure", measure_id)
    context = {
        "row": row,
        "status": pages.measure_badge(row),
        "lines": pages.measure_lines(row),
        "rights": rights,
        "ending": ending if actor.is_caisse and row.state == "taken" else None,
        "consequence": pages.ENDING[MeasureKind(row.kind)],
        "confirmed": confirmed_recently(actor.step_up_at, at),
        "here": request.get_full_path(),
        "breadcrumb": trail((row.organisation.legal_name, ""), is_caisse=actor.is_caisse),
    }
    return render(request, "supervision/measure.html", context)
