from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from socle.database.transactions import run, transaction
from socle.habilitations.actions.attesting import record_training, sign_pledge
from socle.habilitations.domain.access import may
from socle.habilitations.queries.attestations import duty_named
from socle.habilitations.web.attestation_forms import PledgeForm, TrainingForm
from socle.habilitations.web.pages import attesting as pages
from socle.kernel.actor import Actor
from socle.organismes.queries import membership_of
from socle.theme.links import page_url


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, convention_id: UUID, code: str) -> HttpResponse:
    """The text in force, read then signed by the person themself."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = PledgeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        version, is_read = said["version"], said["lu"]
        run(
            actor,
            lambda at: sign_pledge(convention_id, code, version=version, is_read=is_read, actor=actor, at=at),
        )
        messages.success(request, "Votre engagement est signé ; il est gardé avec sa date et son texte.")
        return redirect("habilitations:mine")
    with transaction(actor) as at:
        found = duty_named(actor.organisation_id, convention_id, code, at)
        if found is None or not found[1].text:
            raise Http404
    adhesion, duty = found
    context = {"duty": duty, "convention": adhesion.label, "form": form, "breadcrumb": pages.own_trail("Engagement")}
    return render(request, "habilitations/pledge.html", context)


@require_GET
def trainings(request: HttpRequest) -> HttpResponse:
    """Who has a right, what it asks of them, what they have done."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:grant").or_raise()
    with transaction(actor) as at:
        lines, after = pages.people_lines(actor.organisation_id, request.GET.get("suite", ""), at)
        duties = pages.duty_lines(actor.organisation_id, at)
    context = {"lines": lines, "duties": duties, "next_url": page_url(request.GET, "suite", after)}
    return render(request, "habilitations/trainings.html", context)


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person: what is asked, what was done, and a training to record with its proof."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:grant").or_raise()
    with transaction(actor) as at:
        member = membership_of(person_id, actor.organisation_id, at)
        if member is None:
            raise Http404
        form = TrainingForm(
            request.POST if request.method == "POST" else None, duties=pages.trainings_offered(member, at)
        )
        context = pages.person_page(member, at)
    if request.method == "POST" and form.is_valid():
        convention_id, code = form.chosen()
        said = form.cleaned_data
        run(
            actor,
            lambda at: record_training(
                person_id, convention_id, code, done_on=said["le"], proof=said["preuve"], actor=actor, at=at
            ),
        )
        messages.success(request, f"La formation de {member.person.name} est enregistrée avec sa preuve.")
        return redirect("habilitations:person_trainings", person_id)
    return render(request, "habilitations/person_trainings.html", {**context, "form": form})
