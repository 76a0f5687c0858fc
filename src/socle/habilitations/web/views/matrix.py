from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from socle.database.transactions import transaction
from socle.habilitations.domain.access import may
from socle.habilitations.domain.exporting import Listed
from socle.habilitations.list_tools import list_tools
from socle.habilitations.queries.matrix.people import MatrixFilter
from socle.habilitations.queries.matrix.reading import frame_of, narrowed, page_of_matrix
from socle.habilitations.queries.views import views_of
from socle.habilitations.web import pages
from socle.habilitations.web.asking import filter_text, matrix_asked
from socle.habilitations.web.bodies import chosen_body
from socle.habilitations.web.forms import MatrixForm
from socle.kernel.actor import Actor
from socle.theme.asof import moment_of
from socle.theme.cursor import BadCursor, decode, encode, text
from socle.theme.links import page_url

FILTERS = ("service", "profil", "lieu", "groupe", "etat", "q", "colonnes")


def _number(part: str) -> str:
    return f"{int(part):d}"


def _after(cursor: str, wanted: MatrixFilter) -> tuple[str, ...] | None:
    read: dict[str, Callable[[str], object]] = {"id": UUID, "rights": _number}
    try:
        return decode(cursor, *(read.get(name, text) for name in wanted.order))
    except BadCursor:
        return None


@require_GET
def matrix(request: HttpRequest) -> HttpResponse:
    """Who holds what, where; on another day, who held what."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "habilitation:list").or_raise()
    query = request.GET
    with transaction(actor) as now:
        body, moment = chosen_body(actor, query.dict()), moment_of(query, now)
        every = frame_of(body.id, moment.at)
        wanted = matrix_asked(query, body.id, every)
        frame = narrowed(every, wanted)
        is_changeable = body.id == actor.organisation_id and moment.day is None and actor.can("habilitation:grant")
        saved = views_of(actor, Listed.MATRIX)
        after = _after(query.get("suite", ""), wanted)
        page = page_of_matrix(frame, wanted, moment.at, after=after, actor=actor if is_changeable else None)
    context = {
        "body": body,
        "moment": moment,
        "form": MatrixForm(query, frame=frame, body_id=body.id, bodies=body.choices),
        "tabs": pages.rights_tabs("habilitations:matrix", query),
        "frame": frame,
        "summary": pages.matrix_summary(page.total),
        "columns": pages.matrix_columns(frame),
        "sorts": pages.sort_links(query, wanted),
        "rows": pages.matrix_rows(page, frame, moment),
        "next_url": page_url(query, "suite", encode(page.next) if page.next else ""),
        "tools": list_tools(Listed.MATRIX, filter_text(query), saved),
        "is_filtered": any(query.get(name) for name in FILTERS),
        "reset_url": pages.reset_url(request.path, query),
    }
    return render(request, "habilitations/matrix.html", context)
