from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from socle.database.transactions import transaction
from socle.habilitations.domain.access import may
from socle.habilitations.queries import sheets
from socle.habilitations.queries.elsewhere import held_elsewhere
from socle.habilitations.queries.offers import names_of, offers_of
from socle.habilitations.queries.roles import managers_of
from socle.habilitations.queries.states import rights_on_day
from socle.habilitations.web import pages
from socle.habilitations.web.pages.attesting import own_lines
from socle.kernel.actor import Actor
from socle.organismes.directory import sheet_of
from socle.organismes.queries import membership
from socle.theme.asof import AsOfForm, moment_of


@require_GET
def my_rights(request: HttpRequest) -> HttpResponse:
    """What I may use and why, in every body I work for; what is asked of me; what I do not have, and whom to ask."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        rows = sheets.rights_of_member(actor.membership_id, at)
        days = rights_on_day(rows, at)
        current = sheets.lasting(rows, days, at)
        names = names_of(actor.organisation_id, at)
        offers = {offer.key: offer for offer in offers_of(actor.organisation_id, at)}
        managers = managers_of(actor.organisation_id, at)
        asked = own_lines(membership(actor.membership_id), at)
    mine = {f"{held.row.service}:{held.row.profile}" for held in current}
    context = {
        "current": [pages.own_card(held, names, offers) for held in current],
        "asked": asked,
        "elsewhere": [pages.elsewhere_card(body) for body in held_elsewhere(actor)],
        "ended": pages.ended_lines(rows, days, names),
        "others": [offer for key, offer in offers.items() if key not in mine and offer.opening],
        "closed": pages.closed_lines(list(offers.values())),
        "managers": pages.manager_lines(managers),
        "is_caisse": actor.is_caisse,
    }
    return render(request, "habilitations/mine.html", context)


@require_GET
def person_rights(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Everything one person holds or held in the organisation, over all its conventions."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:list").or_raise()
    with transaction(actor) as now:
        moment = moment_of(request.GET, now)
        member = sheet_of(person_id, actor.organisation_id, moment.at)
        if member is None:
            raise Http404
        rows = sheets.rights_of_member(member.id, moment.at)
        days, names = rights_on_day(rows, moment.at), names_of(member.organisation_id, moment.at)
        held = sheets.lasting(rows, days, moment.at)
    context = {
        "member": member,
        "moment": moment,
        "form": AsOfForm(request.GET),
        "conventions": pages.by_convention(held, names, moment),
        "ended": pages.ended_lines(rows, days, names),
        "breadcrumb": pages.trail((member.person.name, "")),
    }
    return render(request, "habilitations/person_rights.html", context)
