from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from socle.kernel.actor import Actor
from socle.kernel.decision import Refused, refuse
from socle.theme.context import CHOICES, COOKIE
from socle.theme.web import samples

ONE_YEAR = 365 * 24 * 3600
STAFF_ONLY = refuse(
    "staff_only",
    "La planche des composants sert à ceux qui construisent le portail.",
    fix="Demandez à un administrateur de la caisse de vous la montrer.",
)


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the look in a cookie, then come back to the page; an unknown look changes nothing."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    chosen = request.POST.get("theme", "")
    if chosen in CHOICES:
        answer.set_cookie(COOKIE, chosen, max_age=ONE_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return answer


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for the staff."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.can("component:list"):
        raise Refused(STAFF_ONLY)
    return render(request, "theme/composants.html", samples.page())
