from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from socle.database.transactions import run, transaction
from socle.habilitations.actions.granting import withdraw
from socle.habilitations.domain.access import may
from socle.habilitations.domain.exporting import Listed
from socle.habilitations.domain.granting import confirmed_recently
from socle.habilitations.domain.importing.launch import may_import
from socle.habilitations.domain.reading import may_read_right
from socle.habilitations.list_tools import list_tools
from socle.habilitations.models import Habilitation
from socle.habilitations.queries import listing, sheets
from socle.habilitations.queries.abilities import withdrawals
from socle.habilitations.queries.offers import names_of, offers_of
from socle.habilitations.queries.states import on_day
from socle.habilitations.queries.stopping import running_suspension, suspensions_of
from socle.habilitations.queries.views import views_of
from socle.habilitations.right_panels import panels_of
from socle.habilitations.web import pages
from socle.habilitations.web.asking import filter_text, rights_asked, state_asked
from socle.habilitations.web.bodies import chosen_body
from socle.habilitations.web.forms import RightsFilterForm, WithdrawalForm
from socle.habilitations.web.pages.bulk import bulk_choices
from socle.kernel.actor import Actor
from socle.theme.asof import moment_of
from socle.theme.cursor import DEFAULT, BadCursor, decode, moment, page_of
from socle.theme.links import page_url


def _after(cursor: str) -> tuple[str, str] | None:
    try:
        granted_at, identifier = decode(cursor, moment, UUID)
    except BadCursor:
        return None
    return granted_at, identifier


@require_GET
def rights(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:list").or_raise()
    query = request.GET
    with transaction(actor) as now:
        body, moment = chosen_body(actor, query.dict()), moment_of(query, now)
        found = listing.rights(rights_asked(query, body.id), moment.at, after=_after(query.get("suite", "")))
        page = page_of(found, DEFAULT, listing.key_of)
        abilities = None if moment.day else withdrawals(page.items, actor, now)
        rows = pages.right_rows(page.items, names_of(body.id, moment.at), abilities, moment)
        offers, saved = offers_of(body.id, moment.at), views_of(actor, Listed.RIGHTS)
    is_changeable = body.id == actor.organisation_id and moment.day is None
    context = {
        "body": body,
        "moment": moment,
        "tabs": pages.rights_tabs("habilitations:rights", query),
        "form": RightsFilterForm(
            {**body.answers(query.dict()), "etat": state_asked(query)}, offers=offers, bodies=body.choices
        ),
        "rows": rows,
        "tools": list_tools(Listed.RIGHTS, filter_text(query), saved),
        "next_url": page_url(query, "suite", page.next),
        "is_filtered": any(query.get(name) for name in ("service", "profil", "etat", "q", "toutes")),
        "reset_url": pages.reset_url(request.path, query),
        "may_grant": may(actor, "habilitation:grant"),
        "may_import": may_import(actor),
        "is_changeable": is_changeable,
        "bulk": bulk_choices()
        if is_changeable and any(line["withdrawal"] and not line["day"].is_over for line in rows)
        else [],
    }
    return render(request, "habilitations/rights.html", context)


def _held(habilitation_id: UUID, actor: Actor, at: datetime) -> Habilitation:
    row = sheets.right(habilitation_id)
    if row is None or row.granted_at > at:
        raise Http404
    may_read_right(actor, row.membership.person_id).or_raise()
    return row


@require_GET
def right(request: HttpRequest, habilitation_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as now:
        moment = moment_of(request.GET, now)
        row = _held(habilitation_id, actor, moment.at)
        stopped = running_suspension(row.id, moment.at)
        held = sheets.held(row, on_day(row, stopped, moment.at), moment.at)
        names = names_of(row.organisation_id, moment.at)
        today = _known_today(row, actor, now) if moment.day is None else ANOTHER_DAY
    context = {
        **today,
        "moment": moment,
        "held": held,
        "row": row,
        "person": row.membership.person.name,
        "lead": f"{row.service.upper()} {row.profile}, {names.profile(row.service, row.profile)}",
        "lines": pages.sheet_lines(held, names, today["last_use"]),
        "status": pages.state_badge(held.day),
        "stopped": stopped,
        "is_inactive": held.decision.code == "habilitation_inactive",
        "is_over": held.day.is_over,
        "breadcrumb": pages.trail((row.membership.person.name, "")) if actor.can("habilitation:list") else [],
    }
    return render(request, "habilitations/right.html", context)


ANOTHER_DAY: dict[str, Any] = {"last_use": None, "withdrawal": None, "history": [], "panels": []}


def _known_today(row: Habilitation, actor: Actor, at: datetime) -> dict[str, Any]:
    """What may be done, and what is not kept day by day."""
    is_manager = actor.can("habilitation:list")
    return {
        "last_use": sheets.last_use(row, actor) if is_manager or actor.can("trace:list") else None,
        "withdrawal": withdrawals([row], actor, at)[row.id] if is_manager else None,
        "history": pages.suspension_events(suspensions_of(row.id)) if is_manager else [],
        "panels": panels_of(actor, row.id, at),
    }


@require_http_methods(["GET", "POST"])
def withdraw_right(request: HttpRequest, habilitation_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cause = form.cleaned_data["motif"]
        gone = run(actor, lambda at: withdraw(habilitation_id, actor=actor, at=at, cause=cause))
        messages.success(request, f"Le droit de {gone.membership.person.name} a pris fin. Son siège est libre.")
        return redirect("habilitations:rights")
    with transaction(actor) as at:
        row = _held(habilitation_id, actor, at)
        withdrawals([row], actor, at)[row.id].or_raise()
        names = names_of(row.organisation_id, at)
    context = {
        "row": row,
        "person": row.membership.person.name,
        "profile": f"{row.service.upper()} {row.profile}, {names.profile(row.service, row.profile)}",
        "form": form,
        "is_gone": row.withdrawn_at is not None,
        "confirmed": confirmed_recently(actor.step_up_at, at),
        "here": request.get_full_path(),
        "breadcrumb": pages.trail((row.membership.person.name, ""), ("Retirer", "")),
    }
    return render(request, "habilitations/withdraw.html", context)
