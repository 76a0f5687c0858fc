from __future__ import annotations

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
from socle.habilitations.queries.stopping import running_suspension, suspensions_of
from socle.habilitations.queries.views import views_of
from socle.habilitations.right_panels import panels_of
from socle.habilitations.web import pages
from socle.habilitations.web.asking import filter_text, rights_asked
from socle.habilitations.web.bodies import chosen_body
from socle.habilitations.web.forms import RightsFilterForm, WithdrawalForm
from socle.habilitations.web.pages.bulk import bulk_choices
from socle.kernel.actor import Actor
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
    with transaction(actor) as at:
        body = chosen_body(actor, query.dict())
        found = listing.rights(rights_asked(query, body.id), at, after=_after(query.get("suite", "")))
        page = page_of(found, DEFAULT, lambda row: (row.granted_at.isoformat(), str(row.id)))
        rows = pages.right_rows(page.items, names_of(body.id, at), withdrawals(page.items, actor, at), at)
        offers, saved = offers_of(body.id, at), views_of(actor, Listed.RIGHTS)
    context = {
        "body": body,
        "tabs": pages.rights_tabs("habilitations:rights", query),
        "form": RightsFilterForm(body.answers(query.dict()), offers=offers, bodies=body.choices),
        "rows": rows,
        "tools": list_tools(Listed.RIGHTS, filter_text(query), saved),
        "next_url": page_url(query, "suite", page.next),
        "is_filtered": any(query.get(name) for name in ("service", "profil", "q", "toutes")),
        "may_grant": may(actor, "habilitation:grant"),
        "may_import": may_import(actor),
        "is_own": body.id == actor.organisation_id,
        "bulk": bulk_choices()
        if body.id == actor.organisation_id and any(line["withdrawal"] and not line["is_over"] for line in rows)
        else [],
    }
    return render(request, "habilitations/rights.html", context)


def _held(habilitation_id: UUID, actor: Actor) -> Habilitation:
    row = sheets.right(habilitation_id)
    if row is None:
        raise Http404
    may_read_right(actor, row.membership.person_id).or_raise()
    return row


@require_GET
def right(request: HttpRequest, habilitation_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        row = _held(habilitation_id, actor)
        held = sheets.held(row, at)
        names = names_of(row.organisation_id, at)
        last_use = sheets.last_use(row, actor) if actor.can("trace:list") or actor.can("habilitation:list") else None
        withdrawal = withdrawals([row], actor, at)[row.id]
        stopped = running_suspension(row.id, at)
        history = suspensions_of(row.id) if actor.can("habilitation:list") else []
        added = panels_of(actor, row.id, at)
    label, tone, icon = pages.state_of(row, at)
    context = {
        "held": held,
        "row": row,
        "person": row.membership.person.name,
        "lead": f"{row.service.upper()} {row.profile}, {names.profile(row.service, row.profile)}",
        "lines": pages.sheet_lines(held, names, last_use),
        "status": pages.status_badge((label, tone, icon), stopped),
        "stopped": stopped,
        "is_inactive": held.decision.code == "habilitation_inactive",
        "history": pages.suspension_events(history),
        "is_over": label in {"retirée", "terminée"},
        "panels": added,
        "withdrawal": withdrawal if actor.can("habilitation:list") else None,
        "breadcrumb": pages.trail((row.membership.person.name, "")) if actor.can("habilitation:list") else [],
    }
    return render(request, "habilitations/right.html", context)


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
        row = _held(habilitation_id, actor)
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
