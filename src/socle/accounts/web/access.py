"""What every view of identity needs: who asks, from where, and where to go next."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.utils.http import url_has_allowed_host_and_scheme

from socle.accounts import actions, cookies
from socle.accounts.domain.client import Client, device_of, network_of
from socle.kernel.actor import Actor
from socle.kernel.decision import Decision

HOME = "/"


def client_of(request: HttpRequest) -> Client:
    return Client(
        network=network_of(request.META.get("REMOTE_ADDR", "")),
        device=device_of(request.headers.get("User-Agent", "")),
        device_token=cookies.device_token(request),
        channel="web",
        request_id=getattr(request, "id", ""),
    )


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def account_of(request: HttpRequest) -> UUID:
    account_id = actor_of(request).account_id
    if account_id is None:
        raise PermissionError("no account behind this page")
    return account_id


def next_page(request: HttpRequest) -> str:
    """Where the person was going, when it is a page of ours."""
    wanted = request.POST.get("suite") or request.GET.get("suite") or HOME
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else HOME


def entered(request: HttpRequest, opened: actions.Opened, target: str) -> HttpResponseRedirect:
    """Leave the sign-in page: new cookies, new CSRF secret, any earlier sign-in of this browser ended (R22)."""
    if getattr(request, "actor", None) is not None:
        actions.sign_out(actor_of(request))
    rotate_token(request)
    response = HttpResponseRedirect(target)
    cookies.keep_sign_in(response, opened.token)
    cookies.keep_device(response, opened.device_token)
    return response


def renewed(request: HttpRequest, token: str, target: str) -> HttpResponseRedirect:
    """Go on under the new token of the same sign-in (R22)."""
    rotate_token(request)
    response = HttpResponseRedirect(target)
    cookies.keep_sign_in(response, token)
    return response


def says(decision: Decision) -> str:
    """A refusal in one line of a form."""
    return " ".join(part for part in (decision.reason, decision.fix) if part)
