"""Refusals and errors as pages: each says what is wrong, where, and what to do (one recorder leaves the trace)."""

from __future__ import annotations

import logging

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from socle.database.constraints import Conflict
from socle.habilitations.domain.granting import GrantCode
from socle.kernel.decision import Refused
from socle.theme.problem import problem
from socle.traces import actions as traces

logger = logging.getLogger("socle")

ABSENT = "Cette adresse ou cet objet n'existe pas, ou ne vous est pas visible."
FIX_ABSENT = "Vérifiez l'adresse : /api/v1/openapi.json donne celles de l'API, les listes les objets visibles."
UNREADABLE = "La demande contient un caractère qu'aucun texte ne peut porter."
FIX_FORM = "Retirez le caractère NUL de l'adresse ou du corps."
TOO_BIG = "La demande est trop grosse pour être lue."
FIX_BIG = "Envoyez moins de 2,5 Mo et moins de mille champs à la fois."
OVERSIZE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
BROKEN = "Le service a rencontré une erreur ; elle est de notre fait."
FIX_BROKEN = "Recommencez plus tard ; si cela dure, donnez l'identifiant de la demande au support."
PROGRAMS = ("/api/", "/scim/")
INVISIBLE = frozenset({"unknown_person"})
INCOMPLETE = frozenset({"items_missing", "door_unknown", "commune_unknown"})
CONFLICTS = frozenset({"seats_exhausted", GrantCode.ALREADY_HELD.value, "conflict", "busy"})


def status_of(error: Refused) -> int:
    """404 for what is not visible, 422 for what is missing, 409 when the state of things refuses, 403 by rule."""
    if error.decision.code in INVISIBLE:
        return 404
    if error.decision.code in INCOMPLETE:
        return 422
    return 409 if isinstance(error, Conflict) or error.decision.code in CONFLICTS else 403


def record(request: HttpRequest, error: Refused) -> None:
    """Leave the trace of a refusal, in a transaction of its own: the refused one is gone."""
    traces.record_refusal(error, actor=getattr(request, "actor", None))


def refusal_page(request: HttpRequest, error: Refused) -> HttpResponse:
    record(request, error)
    decision = error.decision
    if decision.code == GrantCode.STEP_UP and request.method == "POST":
        suite = request.META.get("HTTP_REFERER") or request.get_full_path()
        return _step_up(suite)
    status = status_of(error)
    if status == 404:  # noqa: PLR2004
        return not_found(request, error)
    template = "theme/errors/409.html" if status == 409 else "theme/errors/403.html"  # noqa: PLR2004
    return render(request, template, {"decision": decision, "request_id": _id(request)}, status=status)


def _step_up(suite: str) -> HttpResponse:
    response = HttpResponse(status=303)
    response["Location"] = f"{reverse('accounts:step_up')}?{urlencode({'suite': suite})}"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    reason, fix = (TOO_BIG, FIX_BIG) if isinstance(exception, OVERSIZE) else (UNREADABLE, FIX_FORM)
    if request.path.startswith(PROGRAMS):
        return problem(400, "Bad Request", detail=reason, reason=reason, fix=fix, request_id=_id(request))
    detail = f"{reason} {fix}" if isinstance(exception, OVERSIZE) else ""
    return render(request, "theme/errors/400.html", {"request_id": _id(request), "detail": detail}, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception
    if request.path.startswith(PROGRAMS):
        return problem(404, "Not Found", detail=ABSENT, reason=ABSENT, fix=FIX_ABSENT, request_id=_id(request))
    return render(request, "theme/errors/404.html", {"request_id": _id(request)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(PROGRAMS):
        title = "Internal Server Error"
        return problem(500, title, detail=BROKEN, reason=BROKEN, fix=FIX_BROKEN, request_id=_id(request))
    context = {"request_id": _id(request), "desk_url": desk_url(request)}
    return render(None, "theme/errors/500.html", context, status=500)


def desk_url(request: HttpRequest) -> str:
    """Where to tell an error, with its page and its number already written; empty for who is not signed in."""
    if getattr(request, "actor", None) is None:
        return ""
    return f"{reverse('saisines:choose')}?{urlencode({'page': request.path, 'demande': _id(request)})}"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    logger.info("formulaire refusé : %s", reason)
    return render(request, "theme/errors/csrf.html", {"request_id": _id(request)}, status=403)


def _id(request: HttpRequest) -> str:
    return getattr(request, "id", "")
