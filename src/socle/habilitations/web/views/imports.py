from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from socle.database.transactions import run, transaction
from socle.exchange.refusals import Unreadable
from socle.habilitations.actions.importing.launching import discard, launch
from socle.habilitations.actions.importing.receiving import choose_columns, preview_again, receive
from socle.habilitations.domain.importing.launch import ACTIVE, Mode, State, may_import
from socle.habilitations.queries.importing import pages as found
from socle.habilitations.web.forms_imports import ColumnsForm, LaunchForm, UploadForm
from socle.habilitations.web.pages import imports as shown
from socle.habilitations.web.pages import trail
from socle.kernel.actor import Actor

REFRESH_SECONDS = 4


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_import(actor).or_raise()
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            sent = form.cleaned_data["fichier"]
            batch = run(actor, lambda at: receive(sent.name, sent.read(), actor=actor, at=at))
        except Unreadable as error:
            form.add_error("fichier", f"{error.decision.reason} {error.decision.fix}")
        else:
            return redirect("habilitations:import", batch.id)
    with transaction(actor):
        lines = [shown.import_line(batch) for batch in found.recent(actor.organisation_id)]
    context = {"form": form, "lines": lines, "breadcrumb": trail(("Importer un fichier", ""))}
    return render(request, "habilitations/imports.html", context)


@require_GET
def show(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The preview, then the progress, then the result: one address that survives a reload."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_import(actor).or_raise()
    wanted = shown.wanted_rows(request.GET)
    with transaction(actor) as at:
        batch = found.import_of(import_id)
        counts = found.counts_of(batch)
        rows = found.rows_page(batch, wanted.outcome, after=wanted.after)
    context = shown.import_page(batch, counts, rows, wanted, actor, at)
    context["form"] = LaunchForm()
    follows = State(batch.state) in ACTIVE and wanted.follows
    response = render(request, "habilitations/import.html", {**context, "follows": follows, "here": request.path})
    if follows:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, import_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_import(actor).or_raise()
    with transaction(actor):
        batch = found.import_of(import_id)
        samples = found.samples_of(batch)
    form = ColumnsForm(request.POST if request.method == "POST" else None, batch=batch, samples=samples)
    if request.method == "POST" and form.is_valid():
        run(actor, lambda at: choose_columns(import_id, form.fields_chosen, actor=actor, at=at))
        return redirect("habilitations:import", import_id)
    context = {"form": form, "batch": batch, "breadcrumb": shown.trail_of(batch, "Corriger les colonnes")}
    return render(request, "habilitations/import_columns.html", context)


@require_POST
def refresh(request: HttpRequest, import_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    run(actor, lambda at: preview_again(import_id, actor=actor, at=at))
    messages.success(request, "L'aperçu est à jour.")
    return redirect("habilitations:import", import_id)


@require_POST
def start(request: HttpRequest, import_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_import(actor).or_raise()
    mode = Mode.ALL_OR_NOTHING if request.POST.get("mode") == Mode.ALL_OR_NOTHING else Mode.PARTIAL
    run(actor, lambda at: launch(import_id, mode, actor=actor, at=at))
    return redirect("habilitations:import", import_id)


@require_GET
def to_mend(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The faulty rows, in the format that was sent."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_import(actor).or_raise()
    with transaction(actor):
        return shown.corrections(import_id)


@require_POST
def erase(request: HttpRequest, import_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    run(actor, lambda at: discard(import_id, actor=actor, at=at))
    messages.success(request, "L'import est effacé. Ce qu'il avait fait reste fait.")
    return redirect("habilitations:imports")
