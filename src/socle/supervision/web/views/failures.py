from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.conventions.domain.kinds import Sanction
from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.supervision.actions.failing import Reproach, move, notify
from socle.supervision.domain.access import may, may_follow
from socle.supervision.models import Failure
from socle.supervision.queries import failures as queries
from socle.supervision.web.forms import FailureForm, HearingForm
from socle.supervision.web.pages import failures as pages
from socle.supervision.web.pages.questions import trail
from socle.traces.actions import record_refusal

DONE = {
    "reply": "Votre réponse est partie.",
    "reply_after": "Votre réponse est jointe au dossier.",
    "establish": "Le manquement est établi. Une mesure reste une décision à part.",
    "dismiss": "Le manquement est écarté : aucune mesure ne peut s'y fonder.",
}


@require_http_methods(["GET", "POST"])
def notify_failure(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Tell a failure to a partner; nothing is established yet."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "failure:establish").or_raise()
    with transaction(actor) as at:
        adhesions = queries.adhesions_to_sanction(actor, organisation_id, at)
    if not adhesions:
        raise Http404
    grounds = {term.body.ground.value: term.body.ground.label for one in adhesions for term in one.terms.of(Sanction)}
    form = FailureForm(
        request.POST or None,
        conventions=[(str(one.id), one.label) for one in adhesions],
        grounds=[(value, label.capitalize()) for value, label in grounds.items()],
    )
    if request.method == "POST" and form.is_valid():
        return _notified(request, actor, organisation_id, form)
    context = {"form": form, "breadcrumb": trail(("Notifier un manquement", "")), "organisation_id": organisation_id}
    return render(request, "supervision/notify.html", context)


def _notified(request: HttpRequest, actor: Actor, organisation_id: UUID, form: FailureForm) -> HttpResponse:
    given = form.cleaned_data
    reproach = Reproach(
        organisation_id=organisation_id,
        convention_id=UUID(given["convention"]),
        ground=given["manquement"],
        facts=given["faits"],
        evidence=given["preuve"],
    )
    told = run(actor, lambda at: notify(reproach, actor=actor, at=at))
    messages.success(request, "Le manquement est notifié ; le partenaire peut répondre.")
    return redirect("supervision:failure", told.id)


@require_http_methods(["GET", "POST"])
def failure(request: HttpRequest, failure_id: UUID) -> HttpResponse:
    """A failure, what was said, and the steps each side may take."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = HearingForm(request.POST or None)
    with transaction(actor):
        row = queries.failure_of(failure_id, actor)
    if row is None:
        raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            return _step(request, actor, failure_id, form)
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error("texte", error.decision.line)
    return _page(request, actor, row, form)


def _step(request: HttpRequest, actor: Actor, failure_id: UUID, form: HearingForm) -> HttpResponse:
    step, given = request.POST.get("etape", ""), form.cleaned_data
    run(
        actor,
        lambda at: move(failure_id, step, given["texte"], urgency=given["urgence"], actor=actor, at=at),
    )
    messages.success(request, DONE[step])
    return redirect("supervision:failure", failure_id)


def _page(request: HttpRequest, actor: Actor, row: Failure, form: HearingForm) -> HttpResponse:
    with transaction(actor) as at:
        may_follow(actor).or_raise()
        found = queries.hearing(row)
        steps = pages.failure_steps(row, actor, at)
    context = {
        "row": row,
        "status": pages.failure_badge(row),
        "lines": pages.failure_lines(found),
        "events": pages.failure_events(found),
        "measures": pages.measure_rows(found.measures),
        "steps": steps,
        "asks_urgency": any(step["name"] == "establish" for step in steps),
        "form": form,
        "taking": may(actor, "measure:take") if actor.is_caisse and row.state == "established" else None,
        "breadcrumb": trail((row.organisation.legal_name, ""), is_caisse=actor.is_caisse),
    }
    return render(request, "supervision/failure.html", context, status=403 if form.errors else 200)
