"""The pages of an identity provider: going there, coming back, proving our own factor, linking, going out."""

from __future__ import annotations

from dataclasses import asdict
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from socle.accounts import actions, cookies, provider
from socle.accounts.domain import federation, policy, session
from socle.accounts.domain.federation import Claims, Provider
from socle.accounts.provider import Pending, Redeemed
from socle.accounts.tokens import new_token
from socle.accounts.web.access import actor_of, client_of, entered, next_page, says
from socle.accounts.web.account import back_to_account
from socle.accounts.web.forms import CodeForm
from socle.database.transactions import transaction
from socle.kernel.decision import Decision, Refused
from socle.theme.public import public

REFUSED, TOO_MANY, BAD_GATEWAY = 403, 429, 502


def asked_or_404() -> Provider:
    asked = provider.configured()
    if asked is None:
        raise Http404("no identity provider")
    return asked


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    asked = asked_or_404()
    try:
        url, pending = actions.begin_identity(asked, next_page(request))
    except Refused as refused:
        return refused_page(request, asked, refused.decision)
    return _sent(url, pending)


@require_safe
def start_link(request: HttpRequest) -> HttpResponse:
    asked, actor = asked_or_404(), actor_of(request)
    with transaction(actor) as at:
        decision = session.step_up(actor.step_up_at, at)
    if not decision:
        return HttpResponseRedirect(f"{reverse('accounts:step_up')}?{urlencode({'suite': request.path})}")
    return _sent(*actions.begin_identity(asked, reverse("accounts:account"), actor))


@public
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    asked = asked_or_404()
    try:
        redeemed = actions.redeem(asked, _pending(request), request.GET.dict(), client_of(request))
        is_link = bool(redeemed.pending.account_id)
        response = None if is_link else _come_in(request, asked, redeemed)
    except Refused as refused:
        response = refused_page(request, asked, refused.decision)
    response = response or _to_confirm(request, asked, redeemed)
    cookies.forget(response, cookies.PENDING)
    return response


def _come_in(request: HttpRequest, asked: Provider, redeemed: Redeemed) -> HttpResponse:
    suite = redeemed.pending.suite
    opened = actions.enter(asked, redeemed.claims, client_of(request))
    if isinstance(opened, actions.FactorNeeded):
        target = f"{reverse('accounts:identity_factor')}?{urlencode({'suite': suite})}"
        response = HttpResponseRedirect(target)
        cookies.keep_signed(response, cookies.PROVED, asdict(opened), policy.PROVIDER_LIFE)
    else:
        response = entered(request, opened, suite)
    out = {"id_token": redeemed.id_token, "state": new_token()}
    cookies.keep_signed(response, cookies.OUT, out, None)
    return response


@public
@require_http_methods(["GET", "HEAD", "POST"])
def factor(request: HttpRequest) -> HttpResponse:
    asked, kept = asked_or_404(), cookies.read_signed(request, cookies.PROVED, policy.PROVIDER_LIFE)
    if kept is None or kept.keys() != {"issuer", "subject", "siret"}:
        return refused_page(request, asked, federation.wrong_state(asked.name))
    form, status = CodeForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        needed = actions.FactorNeeded(**kept)
        try:
            opened = actions.prove_factor(asked, needed, form.cleaned_data["code"], client_of(request))
        except Refused as refused:
            form.add_error(None, says(refused.decision))
            status = TOO_MANY if refused.decision.until else REFUSED
        else:
            response = entered(request, opened, next_page(request))
            cookies.forget(response, cookies.PROVED)
            return response
    page = {"form": form, "suite": next_page(request), "provider": asked.name}
    return render(request, "accounts/identity_factor.html", page, status=status)


def _to_confirm(request: HttpRequest, asked: Provider, redeemed: Redeemed) -> HttpResponse:
    """Whoever started is asked whether this is really their identity: nobody links what another prepared."""
    actor, claims, account_id = getattr(request, "actor", None), redeemed.claims, redeemed.pending.account_id
    if actor is None or str(actor.account_id) != account_id:
        raise Refused(federation.wrong_state(asked.name))
    actions.check_link(actor, asked, claims)
    page = {"provider": asked.name, "claims": claims}
    response = render(request, "accounts/identity_link.html", page)
    kept = {"subject": claims.subject, "siret": claims.siret, "account_id": account_id}
    cookies.keep_signed(response, cookies.PROVED, kept, policy.PROVIDER_LIFE)
    return response


@require_POST
def link(request: HttpRequest) -> HttpResponse:
    asked, actor = asked_or_404(), actor_of(request)
    kept = cookies.read_signed(request, cookies.PROVED, policy.PROVIDER_LIFE)
    if kept is None or kept.get("account_id") != str(actor.account_id):
        raise Refused(federation.wrong_state(asked.name))
    actions.link_identity(actor, asked, Claims(asked.issuer, kept["subject"], kept["siret"]))
    messages.success(request, f"{asked.name} ouvre désormais votre compte. Vos autres connexions sont fermées.")
    response = back_to_account()
    cookies.forget(response, cookies.PROVED)
    return response


@require_POST
def end_link(request: HttpRequest, identity_id: UUID) -> HttpResponse:
    is_ended = actions.end_identity(actor_of(request), identity_id)
    messages.success(request, "Lien retiré." if is_ended else "Ce lien était déjà retiré.")
    return back_to_account()


@public
@require_safe
def out(request: HttpRequest) -> HttpResponse:
    """After our own sign-out: the provider's session is offered to be ended too, then we are told."""
    asked = asked_or_404()
    kept = cookies.read_signed(request, cookies.OUT, policy.ABSOLUTE_END)
    is_back = kept is not None and request.GET.get("state") == kept["state"]
    url = "" if kept is None or is_back else _end_url(asked, kept["id_token"], kept["state"])
    response = render(request, "accounts/identity_out.html", {"provider": asked.name, "url": url, "is_back": is_back})
    if is_back:
        cookies.forget(response, cookies.OUT)
    return response


def _end_url(asked: Provider, id_token: str, state: str) -> str:
    back_here = f"{settings.ORIGIN}{reverse('accounts:identity_out')}"
    try:
        return provider.end_session_url(asked, id_token, state, back_here)
    except (provider.Unavailable, provider.Unverified):
        return ""


def refused_page(request: HttpRequest, asked: Provider, decision: Decision) -> HttpResponse:
    is_broken = decision.code == federation.FederationCode.UNAVAILABLE
    status = BAD_GATEWAY if is_broken else TOO_MANY if decision.until else REFUSED
    page = {"decision": decision, "provider": asked.name}
    return render(request, "accounts/identity_refused.html", page, status=status)


def _sent(url: str, pending: Pending) -> HttpResponse:
    response = HttpResponse(status=302)
    response["Location"] = url
    cookies.keep_signed(response, cookies.PENDING, asdict(pending), policy.PROVIDER_LIFE)
    return response


def _pending(request: HttpRequest) -> Pending | None:
    kept = cookies.read_signed(request, cookies.PENDING, policy.PROVIDER_LIFE)
    return Pending(**kept) if kept else None
