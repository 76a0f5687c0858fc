"""Home, health and the public pages that belong to no room."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from socle.database.transactions import transaction
from socle.organismes.domain.access import may_list_people
from socle.site import palette
from socle.site.rooms import todos_of
from socle.theme.public import public


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """« À faire aujourd'hui »."""
    actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        todos = todos_of(actor, at)
    return render(request, "site/home.html", {"todos": todos, "at": at})


@require_safe
def go(request: HttpRequest) -> HttpResponse:
    """« Aller à… »: the page, or the options of the field that Ctrl-K opens."""
    actor = request.actor  # type: ignore[attr-defined]
    words = request.GET.get("q", "").strip()[: palette.LONGEST]
    with transaction(actor) as at:
        sections = palette.sections_of(actor, words, at)
    template = "site/go_options.html" if "fragment" in request.GET else "site/go.html"
    context = {"sections": sections, "words": words, "names_people": bool(may_list_people(actor))}
    return render(request, template, context | {"total": sum(len(section.found) for section in sections)})


@require_safe
def extend_session(request: HttpRequest) -> HttpResponse:
    """An activity like any other: the idle end moves away."""
    del request
    return JsonResponse({"extended": True})


@public
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    del request
    return JsonResponse({"live": True})


@public
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers and is migrated."""
    del request
    try:
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from traces_staged_trace")
            staged = cursor.fetchone()[0]
    except DatabaseError as error:
        return JsonResponse({"ready": False, "reason": f"base de données : {type(error).__name__}"}, status=503)
    return JsonResponse({"ready": True, "staged": staged})


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "site/accessibility.html")
