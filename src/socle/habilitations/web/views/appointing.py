from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from socle.database.transactions import run, transaction
from socle.habilitations.actions.appointing import Naming, appoint, remove
from socle.habilitations.domain.access import may
from socle.habilitations.domain.granting import confirmed_recently
from socle.habilitations.domain.roles import ADMINISTRATORS
from socle.habilitations.queries import administrators
from socle.habilitations.web.acting import tried
from socle.habilitations.web.appointment_forms import AppointmentFormSheet, PartnersForm, RemovalForm
from socle.habilitations.web.pages import appointing as pages
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision
from socle.theme.cursor import DEFAULT, BadCursor, decode, page_of, text
from socle.theme.links import page_url

CONFLICT = 409


def _after(cursor: str) -> tuple[str, str] | None:
    try:
        partner, convention = decode(cursor, text, UUID)
    except BadCursor:
        return None
    return partner, convention


@require_GET
def partners(request: HttpRequest) -> HttpResponse:
    """Every partner of the caisse, with its principal and its suppléant, or their absence."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "delegation:appoint").or_raise()
    words = request.GET.get("q", "").strip()[:80]
    with transaction(actor) as at:
        found = administrators.list_page(actor, at, words=words, after=_after(request.GET.get("suite", "")))
    page = page_of(found, DEFAULT, lambda line: line.partnership.key)
    context = {
        "form": PartnersForm(request.GET),
        "lines": page.items,
        "next_url": page_url(request.GET, "suite", page.next),
        "is_filtered": bool(words),
    }
    return render(request, "habilitations/administrators.html", context)


@require_GET
def partner(request: HttpRequest, convention_id: UUID, organisation_id: UUID) -> HttpResponse:
    """One partner: who is in place, whom they named, the forms received."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        found = own_partner(actor, convention_id, organisation_id, at)
        sections = pages.role_sections(found, at)
        events = pages.form_events(administrators.forms_of(convention_id, organisation_id))
    context = {
        "partner": found,
        "sections": sections,
        "events": events,
        "breadcrumb": pages.trail((found.organisation.legal_name, "")),
    }
    return render(request, "habilitations/administrators_partner.html", context)


def own_partner(actor: Actor, convention_id: UUID, organisation_id: UUID, at: datetime) -> administrators.Partner:
    """A partner of this caisse in that convention; 404 for any other."""
    may(actor, "delegation:appoint").or_raise()
    found = administrators.partner_of(convention_id, organisation_id, at)
    if found is None or found.adhesion.caisse_id != actor.organisation_id:
        raise Http404
    return found


def _asked(request: HttpRequest, convention_id: UUID, organisation_id: UUID, role: str) -> pages.Asked:
    """The partner, the role and who holds it: what both pages need before any form."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        found = own_partner(actor, convention_id, organisation_id, at)
        if role not in ADMINISTRATORS:
            raise Http404
        current = administrators.holders_of_role(convention_id, organisation_id, role, at)
        below = administrators.named_by(current, at)
        return pages.Asked(actor, at, found, role, tuple(current), below, confirmed_recently(actor.step_up_at, at))


@require_http_methods(["GET", "POST"])
def name_administrator(request: HttpRequest, convention_id: UUID, organisation_id: UUID, role: str) -> HttpResponse:
    """Copy the signed form, look at what it will do, then record it."""
    asked = _asked(request, convention_id, organisation_id, role)
    form = AppointmentFormSheet(request.POST or None, replaces=bool(asked.current))
    if request.method == "GET" or not form.is_valid() or "corriger" in request.POST:
        return _form(request, asked, form)
    naming = form.naming(convention_id, organisation_id, role)
    if "nommer" in request.POST and asked.confirmed:
        opened = run(asked.actor, lambda at: appoint(naming, actor=asked.actor, at=at))
        messages.success(request, f"{opened.membership.person.name} est nommé. Le lien lui est envoyé directement.")
        return redirect("habilitations:administrators_partner", convention_id, organisation_id)
    return _checked(request, asked, form, naming)


def _form(request: HttpRequest, asked: pages.Asked, form: AppointmentFormSheet) -> HttpResponse:
    context = {**asked.context("Nommer"), "form": form, "here": request.get_full_path()}
    return render(request, "habilitations/administrator_form.html", context)


def _checked(request: HttpRequest, asked: pages.Asked, form: AppointmentFormSheet, naming: Naming) -> HttpResponse:
    """What the confirmation will do, or the refusal with what is missing; nothing is written."""
    decision = tried(asked.actor, lambda ready, at: appoint(naming, actor=ready, at=at)).decision
    form.offer_confirmation(decision.code)
    context = {
        **asked.context("Vérifier"),
        "form": form,
        "lines": pages.sheet_lines(naming.sheet),
        "decision": decision,
        "consequences": pages.consequences(asked, naming.sheet),
        "here": request.get_full_path(),
    }
    return render(request, "habilitations/administrator_check.html", context, status=_status(decision))


def _status(decision: Decision) -> int:
    return 200 if decision else CONFLICT


@require_http_methods(["GET", "POST"])
def remove_administrator(request: HttpRequest, convention_id: UUID, organisation_id: UUID, role: str) -> HttpResponse:
    """End a role without a successor, on the partner's signed request."""
    asked = _asked(request, convention_id, organisation_id, role)
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        naming = form.naming(convention_id, organisation_id, role)
        cause = form.cleaned_data["cause"]
        gone = run(asked.actor, lambda at: remove(naming, actor=asked.actor, at=at, cause=cause))
        messages.success(request, f"Le rôle de {gone.membership.person.name} a pris fin.")
        return redirect("habilitations:administrators_partner", convention_id, organisation_id)
    context = {**asked.context("Retirer"), "form": form, "here": request.get_full_path()}
    return render(request, "habilitations/administrator_remove.html", context)
