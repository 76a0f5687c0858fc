"""The page of a one-time link: reading it changes nothing, sending it uses the link up."""

from __future__ import annotations

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods

from socle.accounts import actions, factors, queries
from socle.accounts.web.access import client_of, says
from socle.accounts.web.forms import ActivationForm, RecoveryForm
from socle.kernel.decision import Refused
from socle.theme.public import public

GONE = 410
REFUSED = 403


@public
@require_http_methods(["GET", "HEAD", "POST"])
def activation(request: HttpRequest, token: str) -> HttpResponse:
    link = queries.link(token)
    if not link.decision:
        return render(request, "accounts/link_refused.html", {"decision": link.decision}, status=GONE)
    form = (ActivationForm if link.is_first else RecoveryForm)(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            done = actions.activate(token, given["password"], given["code"], client_of(request))
            return render(request, "accounts/activated.html", {"done": done, "is_first": link.is_first})
        except Refused as refused:
            form.add_error(_field_of(refused), says(refused.decision))
            status = REFUSED
    page = {"form": form, "link": link, "qr": qr_code(link.secret, link.identifier)}
    return render(request, "accounts/activation.html", page, status=status)


def qr_code(secret: str, identifier: str) -> SafeString:
    """The QR code of a TOTP secret, drawn in the page: it is never a file nor an address."""
    if not secret:
        return SafeString("")
    drawn = segno.make(factors.provisioning_uri(secret, identifier), error="m")
    return mark_safe(drawn.svg_inline(omitsize=True, border=2))  # noqa: S308 # nosec - drawn by us


def _field_of(refused: Refused) -> str | None:
    code = refused.decision.code
    if code.startswith("password_"):
        return "password"
    return "code" if code == "incorrect" else None
