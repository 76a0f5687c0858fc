from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from socle.database.transactions import run, transaction
from socle.habilitations.actions.views import NewView, remove_view, save_view
from socle.habilitations.domain.access import may
from socle.habilitations.domain.exporting import LISTS, list_named
from socle.habilitations.list_tools import list_url, view_url
from socle.habilitations.queries.views import kept_query, views_of
from socle.habilitations.web import pages
from socle.habilitations.web.forms import ViewForm
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused


@require_GET
def saved_views(request: HttpRequest) -> HttpResponse:
    """Every view one may open, and remove when it is one's own."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:list").or_raise()
    with transaction(actor):
        rows = pages.view_rows(views_of(actor), actor)
    context = {"rows": rows, "breadcrumb": pages.trail(("Vues enregistrées", ""))}
    return render(request, "habilitations/views.html", context)


@require_http_methods(["GET", "POST"])
def save(request: HttpRequest, what: str) -> HttpResponse:
    """Name the filters of the address."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    listed = list_named(what)
    if listed is None:
        raise Http404
    may(actor, LISTS[listed].permission).or_raise()
    form = ViewForm(request.POST if request.method == "POST" else None)
    query = kept_query(listed, request.META.get("QUERY_STRING", ""))
    if form.is_bound and form.is_valid():
        wanted = NewView(listed, form.cleaned_data["nom"], query, form.cleaned_data["partagee"])
        try:
            kept = run(actor, lambda at: save_view(wanted, actor=actor, at=at))
        except Refused as error:
            form.add_error("nom", f"{error.decision.reason} {error.decision.fix}")
        else:
            messages.success(request, f"La vue « {kept.name} » est enregistrée.")
            return redirect(view_url(kept))
    context = {"form": form, "listed": LISTS[listed], "query": query, "back_url": list_url(listed, query)}
    return render(request, "habilitations/view_new.html", context)


@require_POST
def remove(request: HttpRequest, view_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    gone = run(actor, lambda at: remove_view(view_id, actor=actor, at=at))
    messages.success(request, f"La vue « {gone.name} » est supprimée.")
    return redirect("habilitations:views")
