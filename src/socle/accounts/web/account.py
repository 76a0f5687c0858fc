"""One's own account: factors, sign-ins, password, recovery codes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from socle.accounts import actions, provider, queries
from socle.accounts.domain import session
from socle.accounts.web.access import account_of, actor_of, client_of, says
from socle.accounts.web.forms import ChangePasswordForm
from socle.database.transactions import transaction
from socle.kernel.decision import Refused

REFUSED = 403


def back_to_account() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("accounts:account"))


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    with transaction(actor) as at:
        mine = queries.own_account(account_of(request), actor.sign_in_id, at)
    memberships = queries.memberships_of(account_of(request))
    asked = provider.configured()
    page = {"mine": mine, "actor": actor, "memberships": memberships, "others": len(mine.sign_ins) - 1}
    page |= {"provider": asked.name, "issuer": asked.issuer} if asked else {"provider": "", "issuer": ""}
    return render(request, "accounts/account.html", page)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    form, status = ChangePasswordForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.change_password(
                actor_of(request), given["current"], given["password"], given["code"], client_of(request)
            )
        except Refused as refused:
            is_about_new = refused.decision.code.startswith("password_")
            form.add_error("password" if is_about_new else None, says(refused.decision))
            status = REFUSED
        else:
            messages.success(request, "Mot de passe changé. Vos autres connexions sont fermées.")
            return back_to_account()
    return render(request, "accounts/change_password.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    with transaction(actor) as at:
        decision = session.step_up(actor.step_up_at, at)
    if not decision:
        return HttpResponseRedirect(f"{reverse('accounts:step_up')}?suite={request.path}")
    codes = actions.renew_recovery_codes(actor) if request.method == "POST" else []
    return render(request, "accounts/recovery_codes.html", {"codes": codes})


@require_POST
def end_one(request: HttpRequest, sign_in_id: UUID) -> HttpResponse:
    is_ended = actions.end_sign_in(actor_of(request), sign_in_id)
    messages.success(request, "Connexion fermée." if is_ended else "Cette connexion était déjà fermée.")
    return back_to_account()


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    count = actions.end_other_sign_ins(actor_of(request))
    messages.success(request, f"Autres connexions fermées : {count}.")
    return back_to_account()
