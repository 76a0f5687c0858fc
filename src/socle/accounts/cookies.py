"""The cookies of identity: the sign-in, the browser already known, what a provider was asked. Named here only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from socle.accounts.domain import policy

PREFIX = "__Host-" if settings.IS_HTTPS else ""
SIGN_IN = f"{PREFIX}socle"
DEVICE = f"{PREFIX}socle-appareil"
CEREMONY = f"{PREFIX}socle-cle"
PENDING = f"{PREFIX}socle-fournisseur"
PROVED = f"{PREFIX}socle-identite"
OUT = f"{PREFIX}socle-sortie"

LONGEST = 3500


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


def keep_signed(response: HttpResponse, name: str, value: Mapping[str, object], life: timedelta | None) -> None:
    """What this browser must bring back, signed; « Lax », since a provider sends the browser back from elsewhere."""
    signed = signing.dumps(dict(value), salt=name, compress=True)
    age = int(life.total_seconds()) if life else None
    if len(signed) <= LONGEST:
        response.set_cookie(
            name, signed, max_age=age, secure=settings.IS_HTTPS, httponly=True, samesite="Lax", path="/"
        )


def read_signed(request: HttpRequest, name: str, life: timedelta) -> Mapping[str, Any] | None:
    """What this browser was given under that name, None when it is absent, altered or too old."""
    try:
        value: Mapping[str, Any] = signing.loads(request.COOKIES.get(name, ""), salt=name, max_age=life)
    except signing.BadSignature:
        return None
    return value


def forget(response: HttpResponse, name: str) -> None:
    response.delete_cookie(name, path="/", samesite="Lax")
