"""Local profiles: the bundles of rights that an organisation makes for its own work (MCP-22)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from socle.database.transactions import transaction
from socle.habilitations.actions.local_profiles import change_local_profile, close_local_profile, create_local_profile
from socle.habilitations.domain.access import may
from socle.habilitations.domain.groups import Line, may_design
from socle.habilitations.models import LocalProfile
from socle.habilitations.queries import groups as queries
from socle.habilitations.queries.offers import names_of
from socle.habilitations.queries.roles import actor_holder
from socle.habilitations.web.acting import act
from socle.habilitations.web.pages import groups as pages
from socle.habilitations.web.pages import local_profiles as cards
from socle.habilitations.web.stopping_forms import ConfirmForm, LocalProfileForm
from socle.kernel.actor import Actor


@require_GET
def local_profiles(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:grant").or_raise()
    with transaction(actor) as at:
        rows = queries.local_profiles_of(actor.organisation_id)
        lines = queries.lines_of_all([row.id for row in rows])
        names = names_of(actor.organisation_id, at)
        design = may_design(actor_holder(actor, at))
    shown = [{"row": row, "rights": pages.right_lines(lines[row.id], names)} for row in rows]
    context = {"profiles": shown, "may_design": design, "breadcrumb": pages.trail(("Profils locaux", ""))}
    return render(request, "habilitations/local_profiles.html", context)


def _lines(form: LocalProfileForm) -> list[Line]:
    return [line for key in form.cleaned_data["droits"] if (line := pages.line_of(key))]


@require_http_methods(["GET", "POST"])
def new_local_profile(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:grant").or_raise()
    with transaction(actor) as at:
        may_design(actor_holder(actor, at)).or_raise()
        rights = pages.right_choices(actor.organisation_id, at)
    form = LocalProfileForm(request.POST if request.method == "POST" else None, rights=rights)
    page = cards.new_page()

    def do(at: datetime) -> str:
        said = form.cleaned_data
        create_local_profile(said["nom"], _lines(form), actor=actor, at=at, description=said["description"])
        return f"Le profil local « {said['nom']} » est créé : donnez-le à un groupe."

    return act(request, page, form, do, at=at)


def own_local_profile(actor: Actor, local_profile_id: UUID) -> LocalProfile:
    """An open local profile of the actor's body; 404 for any other."""
    may(actor, "habilitation:grant").or_raise()
    found = queries.local_profile(local_profile_id, actor.organisation_id)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, local_profile_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        found = own_local_profile(actor, local_profile_id)
        may_design(actor_holder(actor, at)).or_raise()
        rights = pages.right_choices(actor.organisation_id, at)
        held = [pages.key_of(line) for line in queries.lines_of(found.id)]
        followers = queries.followers_of(found.id, at)
    data = request.POST if request.method == "POST" else None
    form = LocalProfileForm(data, rights=rights, name=found.name, description=found.description, held=held)
    page = cards.change_page(found, followers)

    def do(at: datetime) -> str:
        change_local_profile(found.id, _lines(form), actor=actor, at=at)
        return f"Le profil local « {found.name} » est modifié ; les membres de ses groupes ont suivi."

    return act(request, page, form, do, at=at)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, local_profile_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        found = own_local_profile(actor, local_profile_id)
        may_design(actor_holder(actor, at)).or_raise()
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = cards.close_page(found)

    def do(at: datetime) -> str:
        close_local_profile(found.id, actor=actor, at=at)
        return f"Le profil local « {found.name} » est fermé."

    return act(request, page, form, do, at=at)
