"""Security keys: an enhancement of sign-in that needs JavaScript; the code of an application always works without."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from socle.accounts import actions, cookies
from socle.accounts.domain import policy, session
from socle.accounts.web.access import actor_of, client_of, entered, next_page, says
from socle.accounts.web.account import back_to_account
from socle.accounts.web.forms import KeyForm
from socle.database.transactions import transaction
from socle.kernel.decision import Refused
from socle.theme.public import public

SALT = "socle.accounts.ceremony"
REFUSED = 403


@public
@require_safe
def sign_in_page(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/key_sign_in.html", {"suite": next_page(request)})


@public
@require_POST
def begin_sign_in(request: HttpRequest) -> HttpResponse:
    del request
    return _begun(actions.begin_key_sign_in())


@public
@require_POST
def finish_sign_in(request: HttpRequest) -> HttpResponse:
    try:
        opened = actions.sign_in_with_key(_state(request), _answer(request), client_of(request))
    except Refused as refused:
        return JsonResponse({"reason": says(refused.decision)}, status=REFUSED)
    redirect = entered(request, opened, next_page(request))
    return _as_json(redirect)


@require_safe
def new_key(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    with transaction(actor) as at:
        decision = session.step_up(actor.step_up_at, at)
    if not decision:
        return HttpResponseRedirect(f"{reverse('accounts:step_up')}?suite={request.path}")
    return render(request, "accounts/new_key.html", {"form": KeyForm()})


@require_POST
def begin_key(request: HttpRequest) -> HttpResponse:
    return _begun(actions.begin_key(actor_of(request)))


@require_POST
def finish_key(request: HttpRequest) -> HttpResponse:
    try:
        name = request.POST.get("name", "")
        actions.add_key(actor_of(request), _state(request), _answer(request), name)
    except Refused as refused:
        return JsonResponse({"reason": says(refused.decision)}, status=REFUSED)
    messages.success(request, "Clé ajoutée. Vos autres connexions sont fermées.")
    return _as_json(back_to_account())


@require_POST
def remove_key(request: HttpRequest, key_id: UUID) -> HttpResponse:
    is_removed = actions.remove_key(actor_of(request), key_id)
    messages.success(request, "Clé retirée." if is_removed else "Cette clé n'existe plus.")
    return back_to_account()


def _begun(ceremony: actions.Ceremony) -> HttpResponse:
    response = JsonResponse({"options": ceremony.options})
    response.set_cookie(
        cookies.CEREMONY,
        signing.dumps(dict(ceremony.state), salt=SALT),
        max_age=int(policy.CHALLENGE_LIFE.total_seconds()),
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Strict",
        path="/",
    )
    return response


def _state(request: HttpRequest) -> Mapping[str, str]:
    signed = request.COOKIES.get(cookies.CEREMONY, "")
    try:
        state: Mapping[str, str] = signing.loads(signed, salt=SALT, max_age=policy.CHALLENGE_LIFE)
    except signing.BadSignature as error:
        raise Refused(actions.REFUSED_KEY) from error
    return state


def _answer(request: HttpRequest) -> Mapping[str, object]:
    try:
        answer = json.loads(request.POST.get("answer", ""))
    except ValueError as error:
        raise Refused(actions.REFUSED_KEY) from error
    if not isinstance(answer, dict):
        raise Refused(actions.REFUSED_KEY)
    return answer


def _as_json(redirect: HttpResponseRedirect) -> HttpResponse:
    """The redirection as a value the script follows, with its cookies."""
    response = JsonResponse({"next": redirect.url})
    response.cookies = redirect.cookies
    response.delete_cookie(cookies.CEREMONY, path="/", samesite="Strict")
    return response
