"""Groups of colleagues: the list, one group, who joins and who leaves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from socle.database.transactions import transaction
from socle.habilitations.actions.groups import add_member, close_group, create_group, give_profile, remove_member
from socle.habilitations.actions.trial import trial
from socle.habilitations.domain.access import may
from socle.habilitations.domain.groups import may_compose, may_design
from socle.habilitations.models import Group
from socle.habilitations.queries import groups as queries
from socle.habilitations.queries.offers import names_of
from socle.habilitations.queries.preparing import colleague
from socle.habilitations.queries.roles import actor_holder
from socle.habilitations.web.acting import act
from socle.habilitations.web.pages import groups as pages
from socle.habilitations.web.stopping_forms import ConfirmForm, GroupForm, GroupProfileForm
from socle.kernel.actor import Actor
from socle.kernel.identifiers import uuid_of
from socle.theme.asof import AsOfForm, moment_of


@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    """The groups of the body, and the local profiles they give."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:grant").or_raise()
    with transaction(actor) as now:
        moment, manager = moment_of(request.GET, now), actor_holder(actor, now)
        found = queries.groups_of(actor.organisation_id, moment.at)
    context = {
        "moment": moment,
        "form": AsOfForm(request.GET),
        "groups": [(card, pages.group_url(card.id, moment)) for card in found],
        "may_compose": may_compose(manager),
        "may_design": may_design(manager),
    }
    return render(request, "habilitations/groups.html", context)


@require_http_methods(["GET", "POST"])
def new_group(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:grant").or_raise()
    with transaction(actor) as at:
        may_compose(actor_holder(actor, at)).or_raise()
        profiles = pages.profile_choices(queries.local_profiles_of(actor.organisation_id))
    form = GroupForm(request.POST.dict() if request.method == "POST" else None, profiles=profiles)
    page = pages.new_page()
    made = []

    def do(at: datetime) -> str:
        said = form.cleaned_data
        local = UUID(said["profil"]) if said["profil"] else None
        group = create_group(said["nom"], actor=actor, at=at, purpose=said["objet"], local_profile_id=local)
        made.append(group.id)
        return f"Le groupe « {group.name} » est créé : ajoutez-y les personnes."

    return act(request, page, form, do, done_url=lambda: reverse("habilitations:group", args=made[-1:]), at=at)


def own_group(actor: Actor, group_id: UUID, at: datetime | None = None) -> Group:
    """A group of the actor's body, open then when `at` says when; 404 otherwise, whatever it is."""
    may(actor, "habilitation:grant").or_raise()
    found = queries.group(group_id, at)
    if found is None or found.organisation_id != actor.organisation_id:
        raise Http404
    return found


@require_GET
def group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """One group: what it gives, who is in it, and colleagues who may join."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    words = request.GET.get("q", "").strip()[:80]
    with transaction(actor) as now:
        moment, found = moment_of(request.GET, now), own_group(actor, group_id)
        if found.created_at > moment.at:
            raise Http404
        members = queries.members_of(found.id, moment.at)
        rights = pages.rights_of(found, moment)
        manager = actor_holder(actor, now)
        joining = pages.joining(actor.organisation_id, members, words, now) if words and not moment.day else []
    is_closed = found.closed_at is not None and found.closed_at <= moment.at
    context = {
        "group": found,
        "moment": moment,
        "is_closed": is_closed,
        "is_changeable": not (is_closed or moment.day),
        "rights": rights,
        "members": pages.member_lines(members, moment),
        "words": words,
        "joining": joining,
        "may_compose": may_compose(manager),
        "breadcrumb": pages.trail((found.name, ""), moment=moment),
    }
    return render(request, "habilitations/group.html", context)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """The rights that a colleague would receive, seats included, then the confirmation."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        found = own_group(actor, group_id)
        person = colleague(actor.organisation_id, uuid_of(request.GET.get("personne", "")), at)
        if person is None:
            raise Http404
        tried = trial(actor, at, lambda ready: add_member(found.id, person.person_id, actor=ready, at=at))
        rights = pages.right_lines(queries.lines_of(found.local_profile_id), names_of(actor.organisation_id, at))
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = pages.join_page(found, person, rights)

    def do(at: datetime) -> str:
        add_member(found.id, person.person_id, actor=actor, at=at)
        return f"{person.person.name} fait maintenant partie du groupe « {found.name} »."

    return act(request, page, form, do, at=at, expected=tried.decision)


@require_http_methods(["GET", "POST"])
def quit_group(request: HttpRequest, group_id: UUID, person_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        found = own_group(actor, group_id)
        member = next((one for one in queries.members_of(found.id, at) if one.membership.person_id == person_id), None)
        if member is None:
            raise Http404
        may_compose(actor_holder(actor, at)).or_raise()
        falling = queries.rights_from(found.id, member.membership_id, at)
        page = pages.leave_page(found, member, pages.held_lines(falling, names_of(actor.organisation_id, at)))
    form = ConfirmForm(request.POST if request.method == "POST" else None)

    def do(at: datetime) -> str:
        remove_member(found.id, person_id, actor=actor, at=at)
        return f"{member.membership.person.name} ne fait plus partie du groupe."

    return act(request, page, form, do, at=at)


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Give the group another local profile: its members follow."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        found = own_group(actor, group_id)
        may_compose(actor_holder(actor, at)).or_raise()
        size = len(queries.members_of(found.id, at))
        choices = pages.profile_choices(queries.local_profiles_of(actor.organisation_id))
    current = str(found.local_profile_id or "")
    data = request.POST.dict() if request.method == "POST" else None
    form = GroupProfileForm(data, profiles=choices, current=current)
    page = pages.profile_page(found, size)

    def do(at: datetime) -> str:
        chosen = form.cleaned_data["profil"]
        give_profile(found.id, UUID(chosen) if chosen else None, actor=actor, at=at)
        return f"Le groupe « {found.name} » a son nouveau profil ; ses membres l'ont suivi."

    return act(request, page, form, do, at=at)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, group_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        found = own_group(actor, group_id)
        may_compose(actor_holder(actor, at)).or_raise()
        members = queries.members_of(found.id, at)
    page = pages.close_page(found, members)
    form = ConfirmForm(request.POST if request.method == "POST" else None)

    def do(at: datetime) -> str:
        close_group(found.id, actor=actor, at=at)
        return f"Le groupe « {found.name} » est fermé."

    return act(request, page, form, do, done_url=lambda: reverse("habilitations:groups"), at=at)
