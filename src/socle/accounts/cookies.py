"""The two cookies of identity: the sign-in, and the browser already known. Their names are decided here only."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from socle.accounts.domain import policy

PREFIX = "__Host-" if settings.IS_HTTPS else ""
SIGN_IN = f"{PREFIX}socle"
DEVICE = f"{PREFIX}socle-appareil"
CEREMONY = f"{PREFIX}socle-cle"


def sign_in_token(request: HttpRequest) -> str:
    return request.COOKIES.get(SIGN_IN, "")


def device_token(request: HttpRequest) -> str:
    return request.COOKIES.get(DEVICE, "")


def keep_sign_in(response: HttpResponse, token: str) -> None:
    """A cookie of the browsing session: the server alone decides when it ends."""
    response.set_cookie(SIGN_IN, token, secure=settings.IS_HTTPS, httponly=True, samesite="Lax", path="/")


def keep_device(response: HttpResponse, token: str) -> None:
    age = int(policy.DEVICE_LIFE.total_seconds())
    response.set_cookie(
        DEVICE, token, max_age=age, secure=settings.IS_HTTPS, httponly=True, samesite="Strict", path="/"
    )


def forget_sign_in(response: HttpResponse) -> None:
    response.delete_cookie(SIGN_IN, path="/", samesite="Lax")
