from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.organismes import directory
from socle.supervision.actions.sampling import SampleWish, ask_sample, draw_sample
from socle.supervision.domain.access import may
from socle.supervision.queries import samples as queries
from socle.supervision.web.forms import QuestionForm, SampleForm
from socle.supervision.web.pages.questions import counted, trail
from socle.traces.actions import record_refusal


@require_http_methods(["GET", "POST"])
def new_sample(request: HttpRequest) -> HttpResponse:
    """Draw a sample of rights, of one partner or of all."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "sample:draw").or_raise()
    with transaction(actor):
        bodies = [(str(one.id), one.legal_name) for one in directory.bodies() if one.id != actor.organisation_id]
        drawn = queries.samples(actor)
    form = SampleForm(request.POST or None, partners=bodies, initial={"partenaire": request.GET.get("partenaire", "")})
    if request.method == "POST" and form.is_valid():
        try:
            made = run(actor, lambda at: draw_sample(_wish(form), actor=actor, at=at))
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error(None, error.decision.line)
        else:
            return redirect("supervision:sample", made.id)
    context = {"form": form, "drawn": drawn, "breadcrumb": trail(("Tirer un échantillon", ""))}
    return render(request, "supervision/sample_new.html", context)


def _wish(form: SampleForm) -> SampleWish:
    given = form.cleaned_data
    return SampleWish(
        size=given["taille"],
        risk_percent=given["risque"],
        partner=UUID(given["partenaire"]) if given["partenaire"] else None,
        service=given["service"].lower(),
        profile=given["profil"].upper(),
        seed=given["graine"],
    )


@require_http_methods(["GET", "POST"])
def sample(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    """A sample, drawn again under one's eyes, and its questions opened at once."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "partner:supervise").or_raise()
    with transaction(actor):
        row = queries.sample_of(sample_id, actor)
        if row is None:
            raise Http404
        found = queries.sheet(row)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["question"]
        asked = run(actor, lambda at: ask_sample(row, text, actor=actor, at=at))
        messages.success(request, f"{counted(len(asked), 'question posée', 'questions posées')}.")
        return redirect("supervision:sample", sample_id)
    context = {
        "found": found,
        "row": row,
        "form": form,
        "asking": may(actor, "question:ask"),
        "breadcrumb": trail(("Échantillon", "")),
    }
    return render(request, "supervision/sample.html", context)
