from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from socle.database.transactions import transaction
from socle.habilitations.domain.access import may
from socle.habilitations.queries.abilities import may_open
from socle.habilitations.queries.offers import offers_of
from socle.habilitations.web import pages
from socle.habilitations.web.bodies import chosen_body
from socle.habilitations.web.forms import BodyForm
from socle.kernel.actor import Actor


@require_GET
def seats(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "seat:list").or_raise()
    with transaction(actor) as at:
        body = chosen_body(actor, request.GET.get("organisme", ""))
        offers = offers_of(body.id, at)
        opening = {service: may_open(actor, service, at) for service in {offer.service for offer in offers}}
    context = {
        "body": body,
        "form": BodyForm({"organisme": str(body.id)}, bodies=body.choices),
        "conventions": pages.seat_sections(offers, opening, is_own=body.id == actor.organisation_id),
        "at": at,
    }
    return render(request, "habilitations/seats.html", context)
