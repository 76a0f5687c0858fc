from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from socle.database.transactions import run, transaction
from socle.exchange.tables import Format
from socle.exchange.writing import write_table
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.saisines.actions.directory import end_sector, last_writing, write_sector
from socle.saisines.domain.access import may_open_any
from socle.saisines.domain.directory import Writing, may_keep
from socle.saisines.queries import directory as queries
from socle.saisines.queries.directory import OpenDirectory
from socle.saisines.web.directory_forms import SearchForm, SectorForm
from socle.saisines.web.pages import directory as pages
from socle.saisines.web.pages.directory_map import cartogram
from socle.theme.asof import moment_of
from socle.traces.actions import record_refusal


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Whom to call for a commune, by every directory of the actor's conventions."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_open_any(actor).or_raise()
    text = request.GET.get("q", "")[:80]
    with transaction(actor) as at:
        found = queries.open_directories(actor, at)
        answers = queries.answers_for(queries.meant(text, found), found, at) if text.strip() else []
    context = {
        "form": SearchForm({"q": text}),
        "text": text.strip(),
        "answers": pages.answers(answers),
        "directories": pages.directories(found),
        "breadcrumb": pages.trail(("Annuaire par territoire", "")),
    }
    return render(request, "saisines/directories.html", context)


@require_GET
def whole(request: HttpRequest, convention_id: UUID, term_key: str) -> HttpResponse:
    """A directory on a day: sectors, map, gaps, overlaps, what changed."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as now:
        moment = moment_of(request.GET, now)
        found = _found(actor, convention_id, term_key, now)
        read = queries.whole(found, moment.at)
    context = {
        "moment": moment,
        "cartogram": cartogram(read),
        "keeping": may_keep(actor, found.held) if moment.day is None else None,
        **pages.whole(read, moment.at),
    }
    return render(request, "saisines/directory.html", context)


@require_GET
def printed(request: HttpRequest, convention_id: UUID, term_key: str) -> HttpResponse:
    """The phone book to print: each commune in the order of names, with whom to call."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        found = _found(actor, convention_id, term_key, at)
        read = queries.whole(found, at)
    return render(request, "saisines/directory_print.html", pages.phone_book(read, at))


@require_GET
def as_csv(request: HttpRequest, convention_id: UUID, term_key: str) -> StreamingHttpResponse:
    """The same phone book as a file."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        found = _found(actor, convention_id, term_key, at)
        written = write_table(Format.CSV, pages.sheet(queries.whole(found, at)))
    answer = StreamingHttpResponse(written.content, content_type=written.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{written.filename}"'
    return answer


@require_http_methods(["GET", "POST"])
def sector(request: HttpRequest, convention_id: UUID, term_key: str, sector_id: UUID | None = None) -> HttpResponse:
    """Draw a sector, correct it, or stop keeping it: by the body that the clause names."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        found = _found(actor, convention_id, term_key, at)
        may_keep(actor, found.held).or_raise()
        before = last_writing(sector_id, found) if sector_id else None
        shown = pages.sector(found, before, at)
    if sector_id and before is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = SectorForm(data, districts=shown["districts"], initial=shown["initial"], required=shown["required"])
    if data is not None and (form.is_valid() or "retirer" in data):
        try:
            return _written(request, actor, found, form, before)
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error(None, error.decision.line)
    return render(request, "saisines/sector.html", {**shown, "form": form}, status=422 if form.errors else 200)


def _written(
    request: HttpRequest, actor: Actor, found: OpenDirectory, form: SectorForm, before: Writing | None
) -> HttpResponse:
    place = (found.convention.id, found.held.term_id)
    if before is not None and "retirer" in request.POST:

        def ended(at: datetime) -> object:
            today = found.convention.calendar.day_of(at)
            return end_sector(*place, before.sector_id, today, actor=actor, at=at)

        run(actor, ended)
        messages.success(request, "Le secteur est retiré ; l'autre partie en est avertie.")
        return redirect("saisines:directory", *place)
    writing, unknown = _read(found, form, before)
    changed = run(actor, lambda at: write_sector(*place, writing, unknown, actor=actor, at=at))
    said = f"L'annuaire est à jour : {changed.says}. L'autre partie en est avertie." if changed else "Rien n'a changé."
    messages.success(request, said)
    return redirect("saisines:directory", *place)


def _read(found: OpenDirectory, form: SectorForm, before: Writing | None) -> tuple[Writing, tuple[str, ...]]:
    data = form.cleaned_data
    lines, district = data["communes"].splitlines(), data["intercommunalite"]
    codes, unknown = queries.communes_meant(lines, district, found.convention.territory)
    base = before or Writing(uuid4(), "", (), data["depuis"], datetime.min)  # noqa: DTZ901 - replaced by the act
    return (
        replace(
            base,
            name=data["nom"].strip(),
            communes=codes,
            since=data["depuis"],
            unit=data["unite"].strip(),
            line=data["ligne"].strip(),
            permanence=data["permanence"].strip(),
            email=data["courriel"].strip(),
            is_ended=False,
        ),
        unknown,
    )


def _found(actor: Actor, convention_id: UUID, term_key: str, at: datetime) -> OpenDirectory:
    may_open_any(actor).or_raise()
    found = queries.directory_named(actor, convention_id, term_key, at)
    if found is None:
        raise Http404
    return found
