from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.kernel.identifiers import uuid_of
from socle.organismes.queries import members
from socle.saisines.actions.posting import end, post, record_absence
from socle.saisines.domain.access import may_open_any, may_post
from socle.saisines.domain.sharing import Duty
from socle.saisines.queries.doors import held_by
from socle.saisines.queries.posts import absences, colleagues, posts_of
from socle.saisines.web.forms import AbsenceForm, PostForm
from socle.saisines.web.pages import doors as door_pages
from socle.theme.moments import instant
from socle.traces.actions import record_refusal


@require_http_methods(["GET", "POST"])
def posts(request: HttpRequest) -> HttpResponse:
    """Who answers at each door of the body; no door without somebody."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_post(actor).or_raise()
    with transaction(actor) as at:
        doors = held_by(actor, at)
        people = [(str(row.id), row.person.name) for row in members(actor.organisation_id, at)]
    choices = [(one.door.id, f"{one.door.name} ({one.convention.title})") for one in doors]
    form = PostForm(request.POST if request.method == "POST" else None, doors=choices, people=people)
    if request.method == "POST":
        try:
            if done := _post(request, actor, form):
                return done
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error(None, error.decision.line)
    with transaction(actor):
        lines = posts_of(actor, doors)
    context = {"doors": lines, "form": form, "breadcrumb": door_pages.trail(("Qui répond", ""))}
    return render(request, "saisines/posts.html", context, status=403 if form.errors else 200)


def _post(request: HttpRequest, actor: Actor, form: PostForm) -> HttpResponse | None:
    if ended := uuid_of(request.POST.get("retirer", "")):
        row = run(actor, lambda at: end(ended, actor=actor, at=at))
        messages.success(request, f"La voie est retirée à {row.membership.person.name}.")
        return redirect("saisines:posts")
    if not form.is_valid():
        return None
    data = form.cleaned_data
    person, duty = UUID(data["personne"]), Duty.coded(data["fonction"])
    run(actor, lambda at: post(data["voie"], person, duty, data["part"], actor=actor, at=at))
    messages.success(request, "La voie est confiée.")
    return redirect("saisines:posts")


@require_http_methods(["GET", "POST"])
def absence(request: HttpRequest) -> HttpResponse:
    """Say that oneself, or somebody of one's queues, is away: new cases go to the others."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_open_any(actor).or_raise()
    with transaction(actor) as at:
        people = colleagues(actor, at)
        rows = absences(actor, at)
    form = AbsenceForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid():
        until = instant(form.cleaned_data["jusqu_au"] + timedelta(days=1))
        try:
            run(actor, lambda at: record_absence(UUID(form.cleaned_data["personne"]), until, actor=actor, at=at))
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error(None, error.decision.line)
        else:
            messages.success(request, "L'absence est notée ; les nouvelles saisines vont aux autres.")
            return redirect("saisines:absence")
    context = {"form": form, "rows": rows, "people": people, "breadcrumb": door_pages.trail(("Absences", ""))}
    return render(request, "saisines/absence.html", context, status=422 if form.errors else 200)
