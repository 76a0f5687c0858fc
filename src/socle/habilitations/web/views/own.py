from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from socle.database.transactions import transaction
from socle.habilitations.queries import sheets
from socle.habilitations.queries.offers import names_of, offers_of
from socle.habilitations.queries.roles import managers_of
from socle.habilitations.web import pages
from socle.kernel.actor import Actor


@require_GET
def my_rights(request: HttpRequest) -> HttpResponse:
    """What I may use and why; what I do not have, and whom to ask."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        rows = sheets.rights_of_member(actor.membership_id)
        current = [sheets.held(row, at) for row in rows if not pages.is_over(row, at)]
        names = names_of(actor.organisation_id, at)
        offers = {offer.key: offer for offer in offers_of(actor.organisation_id, at)}
        managers = managers_of(actor.organisation_id, at)
    mine = {f"{held.row.service}:{held.row.profile}" for held in current}
    context = {
        "current": [pages.own_card(held, names, offers, at) for held in current],
        "ended": [pages.ended_line(row, names, at) for row in rows if pages.is_over(row, at)],
        "others": [offer for key, offer in offers.items() if key not in mine and offer.opening],
        "closed": pages.closed_lines(list(offers.values())),
        "managers": pages.manager_lines(managers),
        "is_caisse": actor.is_caisse,
    }
    return render(request, "habilitations/mine.html", context)
