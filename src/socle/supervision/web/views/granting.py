from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from socle.database.transactions import run, transaction
from socle.habilitations.actions.granting import grant
from socle.habilitations.domain.granting import GrantCode, confirmed_recently
from socle.habilitations.queries.offers import offers_of, places_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.organismes.queries import members
from socle.supervision.domain.access import may
from socle.supervision.queries.parties import adhesions_with, is_taken_over
from socle.supervision.web.forms import Choices, InPlaceForm
from socle.supervision.web.pages.questions import trail
from socle.traces.actions import record_refusal


@require_http_methods(["GET", "POST"])
def grant_in_place(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Open a right in the place of a partner whose management was taken back: same rules, same seats."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "measure:take").or_raise()
    with transaction(actor) as at:
        if not is_taken_over(adhesions_with(actor, organisation_id, at), organisation_id, at):
            raise Http404
        form = InPlaceForm(request.POST or None, **_choices(organisation_id, at))
    if request.method == "POST" and form.is_valid():
        wish = form.wish(organisation_id)
        try:
            opened = run(actor, lambda at: grant(wish, actor=actor, at=at))
        except Refused as error:
            if error.decision.code == GrantCode.STEP_UP:
                raise
            record_refusal(error, actor=actor)
            form.add_error(None, error.decision.line)
        else:
            messages.success(request, f"Le droit est ouvert pour {opened.membership.person.name}.")
            return redirect("habilitations:right", opened.id)
    context = {
        "form": form,
        "organisation_id": organisation_id,
        "confirmed": confirmed_recently(actor.step_up_at, at),
        "here": request.get_full_path(),
        "breadcrumb": trail(("Ouvrir un droit", "")),
    }
    return render(request, "supervision/grant.html", context, status=403 if form.errors else 200)


def _choices(organisation_id: UUID, at: datetime) -> dict[str, Choices]:
    offers = [offer for offer in offers_of(organisation_id, at) if offer.opening]
    places = {place: name for offer in offers if offer.asks_scope for place, name in places_of(offer, organisation_id)}
    purposes = {choice.code: choice.label for offer in offers for choice in offer.purposes}
    return {
        "people": [(str(one.person_id), one.person.name) for one in members(organisation_id, at)],
        "profiles": [(offer.key, f"{offer.title} (sièges libres : {offer.free})") for offer in offers],
        "purposes": list(purposes.items()),
        "places": [(str(place), name) for place, name in places.items()],
    }
