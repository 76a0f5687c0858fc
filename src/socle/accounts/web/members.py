"""The account of a member, for those who manage the organisation's people: invite, send a link, close."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from socle.accounts import actions, queries
from socle.accounts.domain.states import STATE_LABELS, STATE_TONES
from socle.accounts.web.access import actor_of
from socle.database.transactions import transaction
from socle.organismes.domain.access import may_list_people


@require_safe
def member(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    may_list_people(actor).or_raise()
    with transaction(actor) as at:
        found = queries.member_account(membership_id, actor, at)
    if found is None:
        raise Http404
    status = {"label": STATE_LABELS[found.state], "tone": STATE_TONES[found.state]}
    page = {"member": found, "status": status, "invite_label": "Inviter" if found.state is None else "Renvoyer un lien"}
    return render(request, "accounts/member.html", page)


@require_POST
def invite(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    with transaction(actor) as at:
        actions.invite(membership_id, actor=actor, at=at)
    return _done(request, membership_id, "Lien d'activation envoyé à l'adresse individuelle de cette personne.")


@require_POST
def send_link(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    with transaction(actor) as at:
        actions.send_recovery_link(membership_id, actor=actor, at=at)
    return _done(request, membership_id, "Lien envoyé : il permet de choisir un nouveau mot de passe.")


@require_POST
def disable(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    with transaction(actor) as at:
        ended = actions.disable_account(membership_id, actor=actor, at=at)
    return _done(request, membership_id, f"Compte désactivé ; connexions fermées : {ended}.")


@require_POST
def reopen(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    with transaction(actor) as at:
        actions.reopen_account(membership_id, actor=actor, at=at)
    return _done(request, membership_id, "Compte rouvert : un lien demande de nouveaux secrets à cette personne.")


def _done(request: HttpRequest, membership_id: UUID, says: str) -> HttpResponse:
    messages.success(request, says)
    return HttpResponseRedirect(reverse("accounts:member", args=[membership_id]))
