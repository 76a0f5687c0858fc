from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from socle.database.transactions import run, transaction
from socle.habilitations.actions.delegating import DelegationWish, change, delegate, take_back
from socle.habilitations.domain.access import may
from socle.habilitations.domain.granting import confirmed_recently
from socle.habilitations.domain.roles import RoleCode
from socle.habilitations.queries.abilities import out_of_reach
from socle.habilitations.queries.delegations import Delegation
from socle.habilitations.queries.preparing import colleague, colleagues
from socle.habilitations.web.acting import tried
from socle.habilitations.web.bodies import chosen_body
from socle.habilitations.web.delegation_forms import PerimeterForm, perimeter_form
from socle.habilitations.web.forms import DayForm, WithdrawalForm
from socle.habilitations.web.pages import delegating as pages
from socle.kernel.actor import Actor
from socle.kernel.identifiers import uuid_of
from socle.theme.asof import moment_of


@require_GET
def delegations(request: HttpRequest) -> HttpResponse:
    """The tree: the caisse, the administrators, the responsables they named, those passed on."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "delegation:list").or_raise()
    query = request.GET.dict()
    with transaction(actor) as now:
        body, moment = chosen_body(actor, query), moment_of(request.GET, now)
        view = pages.tree_of(body.id, actor, moment)
    context = {"body": body, "moment": moment, "form": DayForm(body.answers(query), bodies=body.choices), **view}
    return render(request, "habilitations/delegations.html", context)


@require_GET
def delegation(request: HttpRequest, delegation_id: UUID) -> HttpResponse:
    """One delegation: how far it goes, what hangs below, what was given under it, what may be done."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "delegation:list").or_raise()
    with transaction(actor) as now:
        moment, row = moment_of(request.GET, now), _row(delegation_id)
        if moment.day and row.granted_at > moment.at:
            raise Http404
        context = pages.sheet_of(row, actor, moment)
    return render(request, "habilitations/delegation.html", context)


def _row(delegation_id: UUID) -> Delegation:
    rows = Delegation.objects.select_related("membership__person", "organisation")
    row = rows.filter(id=delegation_id, role=RoleCode.DELEGATE).first()
    if row is None:
        raise Http404
    return row


@require_http_methods(["GET", "POST"])
def delegate_new(request: HttpRequest) -> HttpResponse:
    """Choose the person, then how far; nothing is written before the confirmation."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:grant").or_raise()
    chosen = uuid_of(request.GET.get("personne", ""))
    with transaction(actor) as at:
        person = colleague(actor.organisation_id, chosen, at)
        if person is None:
            return _choose(request, actor)
        form = perimeter_form(request.POST or None, actor, at)
        confirmed = confirmed_recently(actor.step_up_at, at)
    return _steps(request, actor, form, pages.Naming(person, confirmed))


def _choose(request: HttpRequest, actor: Actor) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:80]
    with transaction(actor) as at:
        found, has_more = colleagues(actor.organisation_id, "", words, at)
        hidden = out_of_reach([line.membership_id for line in found], actor, at)
    context = {
        "words": words,
        "found": [line for line in found if line.membership_id not in hidden],
        "has_more": has_more,
        "breadcrumb": pages.trail(("Nommer un responsable", "")),
    }
    return render(request, "habilitations/delegation_choose.html", context)


def _steps(request: HttpRequest, actor: Actor, form: PerimeterForm, naming: pages.Naming) -> HttpResponse:
    """The form, what it would do, then the act; a change replaces the delegation it is about."""
    if request.method == "GET" or not naming.confirmed or not form.is_valid() or "corriger" in request.POST:
        context = {**naming.context(), "form": form, "here": request.get_full_path()}
        return render(request, "habilitations/delegation_form.html", context)
    wish = form.wish(naming.person.person_id)
    if "confirmer" in request.POST:
        opened = run(actor, lambda at: _do(naming, wish, actor, at))
        messages.success(request, f"{naming.person.person.name} gère désormais ce périmètre.")
        return redirect("habilitations:delegation", opened.id)
    return _checked(request, actor, form, wish, naming)


def _do(naming: pages.Naming, wish: DelegationWish, actor: Actor, at: datetime) -> Delegation:
    if naming.changed_id is None:
        return delegate(wish, actor=actor, at=at)
    return change(naming.changed_id, wish, actor=actor, at=at)


def _checked(
    request: HttpRequest, actor: Actor, form: PerimeterForm, wish: DelegationWish, naming: pages.Naming
) -> HttpResponse:
    found = tried(actor, lambda ready, at: pages.outcome(_do(naming, wish, ready, at), naming, at))
    with transaction(actor) as at:
        lines = pages.wish_lines(wish, actor.organisation_id, at)
    context = {
        **naming.context(),
        "form": form,
        "lines": lines,
        "decision": found.decision,
        "consequences": found.outcome or [],
    }
    return render(
        request, "habilitations/delegation_check.html", context, status=200 if found.decision else pages.REFUSED
    )


@require_http_methods(["GET", "POST"])
def delegation_change(request: HttpRequest, delegation_id: UUID) -> HttpResponse:
    """Another perimeter, another end: the old one stops at the instant the new one begins."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:grant").or_raise()
    with transaction(actor) as at:
        row = _row(delegation_id)
        pages.taking_back(row, actor, at).or_raise()
        form = perimeter_form(request.POST or None, actor, at, initial=row)
        confirmed = confirmed_recently(actor.step_up_at, at)
    return _steps(request, actor, form, pages.Naming(row.membership, confirmed, row.id))


@require_http_methods(["GET", "POST"])
def delegation_take_back(request: HttpRequest, delegation_id: UUID) -> HttpResponse:
    """What falls with a delegation, who keeps what was given under it, then the act."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:grant").or_raise()
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cause = form.cleaned_data["motif"]
        fallen = run(actor, lambda at: take_back(delegation_id, actor=actor, at=at, cause=cause))
        messages.success(request, pages.says_fallen(fallen))
        return redirect("habilitations:delegations")
    with transaction(actor) as at:
        row = _row(delegation_id)
        pages.taking_back(row, actor, at).or_raise()
        context = pages.fall_of(row, actor, at)
    context |= {"form": form, "here": request.get_full_path()}
    return render(request, "habilitations/delegation_take_back.html", context)
