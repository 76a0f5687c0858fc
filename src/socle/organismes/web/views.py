from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from socle.database.transactions import transaction
from socle.kernel.actor import Actor
from socle.organismes import actions, directory, queries
from socle.organismes.choosing import chosen_body
from socle.organismes.domain.access import may_list_people, may_register_people
from socle.organismes.models import Membership
from socle.organismes.web import forms, pages
from socle.theme.asof import moment_of


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_list_people(actor).or_raise()
    query = request.GET
    with transaction(actor) as now:
        body, moment = chosen_body(actor, query.dict(), with_own=True), moment_of(query, now)
        wanted = directory.PeopleFilter(body.id, query.get("q", "").strip()[:80], query.get("service", ""))
        page = directory.people_page(wanted, moment.at, after=query.get("apres", ""), before=query.get("avant", ""))
        table = pages.people_table(page.people, actor, moment)
        services = directory.services_of(wanted.organisation_id, moment.at)
        form = forms.PeopleFilterForm(body.answers(query.dict()), bodies=body.choices, services=services)
        tools = pages.tools(wanted, actor, moment)
    context = {
        **pages.people(page, table, query),
        "moment": moment,
        "tools": tools,
        "form": form,
        "is_filtered": bool(wanted.words or wanted.service),
        "may_register": may_register_people(actor),
        "is_changeable": wanted.organisation_id == actor.organisation_id and moment.day is None,
        "reset_url": moment.keep(request.path),
    }
    return render(request, "organismes/people.html", context)


@require_http_methods(["GET", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_register_people(actor).or_raise()
    form = forms.NewPersonForm(request.POST if request.method == "POST" else None)
    found: Sequence[Membership] = ()
    if request.method == "POST" and form.is_valid():
        card, is_confirmed = form.card(), form.cleaned_data["is_confirmed"]
        with transaction(actor) as at:
            found = () if is_confirmed else actions.alike(card, actor.organisation_id, at)
            if not found:
                membership = actions.create_person(card, actor=actor, at=at, is_confirmed=is_confirmed)
                messages.success(request, f"{card.name} fait maintenant partie de {actor.organisation_name}.")
                return redirect("organismes:person", membership.person_id)
        form.ask_confirmation()
    alike = [(row, pages.person_url(row)) for row in found]
    context = {"form": form, "alike": alike, "breadcrumb": pages.trail(("Inscrire une personne", ""))}
    return render(request, "organismes/person_new.html", context)


def _sheet(person_id: UUID, actor: Actor, at: datetime) -> Membership:
    membership = directory.sheet_of(person_id, actor.organisation_id, at)
    if membership is None:
        raise Http404
    return membership


def _own_sheet(person_id: UUID, actor: Actor, at: datetime) -> Membership:
    membership = _sheet(person_id, actor, at)
    if membership.organisation_id != actor.organisation_id:
        raise Http404
    return membership


@require_GET
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_list_people(actor).or_raise()
    with transaction(actor) as now:
        moment = moment_of(request.GET, now)
        membership = _sheet(person_id, actor, moment.at)
        panels, links = pages.added(actions.subject_of(membership), actor, moment)
    is_own = membership.organisation_id == actor.organisation_id
    context = {
        "membership": membership,
        "breadcrumb": pages.trail((membership.person.name, "")),
        "moment": moment,
        "lines": pages.sheet_lines(membership, moment.at),
        "has_left": pages.has_left(membership, moment.at),
        "panels": panels,
        "may_edit": is_own and moment.day is None and may_register_people(actor),
        "links": links if is_own and membership.left_at is None else [],
    }
    return render(request, "organismes/person.html", context)


def _about(membership: Membership, form: Form, title: str) -> dict[str, object]:
    steps = ((membership.person.name, pages.person_url(membership)), (title, ""))
    return {"form": form, "membership": membership, "breadcrumb": pages.trail(*steps)}


@require_http_methods(["GET", "POST"])
def person_edit(request: HttpRequest, person_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_register_people(actor).or_raise()
    with transaction(actor) as at:
        membership = _own_sheet(person_id, actor, at)
        form = forms.PersonForm(
            request.POST if request.method == "POST" else None, initial=forms.initial_of(membership)
        )
        if request.method == "POST" and form.is_valid():
            actions.update_person(membership.id, form.card(), actor=actor, at=at)
            messages.success(request, f"La fiche de {form.card().name} est à jour.")
            return redirect("organismes:person", person_id)
    return render(request, "organismes/person_edit.html", _about(membership, form, "Modifier la fiche"))


@require_GET
def organisation(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        body = queries.organisation(actor.organisation_id)
        equipments = directory.equipments_of(actor.organisation_id)
    context = {"body": body, "lines": pages.body_lines(body), "tree": pages.equipment_tree(equipments)}
    return render(request, "organismes/organisation.html", context)
