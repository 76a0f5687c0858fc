from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from socle.database.transactions import transaction
from socle.habilitations.domain.access import may
from socle.habilitations.domain.exporting import Listed
from socle.habilitations.domain.lowering import LOWERING_CLAUSE, change_to
from socle.habilitations.list_tools import list_tools
from socle.habilitations.queries.abilities import may_open, withdrawals_of
from socle.habilitations.queries.offers import Names, names_of, offers_of
from socle.habilitations.queries.seats import SeatLine
from socle.habilitations.queries.surplus import above_ceilings, seated
from socle.habilitations.queries.usage import Usage, by_month, by_place, usage_of
from socle.habilitations.queries.views import views_of
from socle.habilitations.web import pages
from socle.habilitations.web.asking import filter_text
from socle.habilitations.web.bodies import chosen_body
from socle.habilitations.web.forms import DayForm, WhatIfForm
from socle.kernel.actor import Actor
from socle.theme.asof import moment_of


@require_GET
def seats(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "seat:list").or_raise()
    with transaction(actor) as now:
        body, moment = chosen_body(actor, request.GET.dict()), moment_of(request.GET, now)
        offers = offers_of(body.id, moment.at)
        is_changeable = body.id == actor.organisation_id and moment.day is None
        opening = {code: may_open(actor, code, now) for code in {offer.service for offer in offers}}
        usage = usage_of(body.id, moment.at)
        saved = views_of(actor, Listed.SEATS)
        above = above_ceilings(moment.at, None if actor.is_caisse else body.id)
    context = {
        "body": body,
        "form": DayForm(body.answers(request.GET.dict()), bodies=body.choices),
        "moment": moment,
        "tabs": pages.seats_tabs("habilitations:seats", request.GET),
        "conventions": pages.seat_sections(offers, opening, usage, is_changeable=is_changeable),
        "above": pages.above_rows(above),
        "is_caisse": actor.is_caisse,
        "tools": list_tools(Listed.SEATS, filter_text(request.GET), saved),
    }
    return render(request, "habilitations/seats.html", context)


@require_GET
def heat(request: HttpRequest) -> HttpResponse:
    """How full each profile is, place by place, then month after month."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "seat:list").or_raise()
    with transaction(actor) as now:
        body, moment = chosen_body(actor, request.GET.dict()), moment_of(request.GET, now)
        usage, names = usage_of(body.id, moment.at), names_of(body.id, moment.at)
    context = {
        "body": body,
        "form": DayForm(body.answers(request.GET.dict()), bodies=body.choices),
        "moment": moment,
        "tabs": pages.seats_tabs("habilitations:heat", request.GET),
        "places": pages.heat_table(by_place(usage), names),
        "months": pages.heat_table(by_month(usage), names),
    }
    return render(request, "habilitations/heat.html", context)


@require_GET
def what_if(request: HttpRequest) -> HttpResponse:
    """What another number of seats would do; nothing is written."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "seat:list").or_raise()
    with transaction(actor) as at:
        body = chosen_body(actor, request.GET.dict())
        usage, names = usage_of(body.id, at), names_of(body.id, at)
        lines = {pages.line_key(line): line for line in usage.lines if line.maximum or line.used}
        titles = {key: pages.line_title(line, names) for key, line in lines.items()}
        form = WhatIfForm(body.answers(request.GET.dict()), lines=titles, bodies=body.choices)
        tried = None
        if form.is_asked and form.is_valid():
            tried = _tried(usage, lines[form.cleaned_data["siege"]], form.cleaned_data["nombre"], names, actor)
    context = {
        "body": body,
        "form": form,
        "tabs": pages.seats_tabs("habilitations:what_if", request.GET),
        "tried": tried,
        "has_lines": bool(lines),
    }
    return render(request, "habilitations/what_if.html", context)


def _tried(usage: Usage, line: SeatLine, maximum: int, names: Names, actor: Actor) -> dict[str, Any]:
    change = change_to(maximum, seated(line, usage.organisation_id, usage.at))
    held = [one.who.habilitation_id for one in change.concerned]
    return {
        "title": pages.line_title(line, names),
        "change": change,
        "rule": LOWERING_CLAUSE,
        "lines": pages.change_summary(line, change),
        "rows": pages.concerned_rows(change, withdrawals_of(held, actor, usage.at), names),
        "forecast": pages.forecast_line(usage.forecast(line, maximum)),
    }
