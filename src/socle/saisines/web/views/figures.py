from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from socle.database.transactions import transaction
from socle.exchange.tables import Format
from socle.exchange.writing import write_table
from socle.kernel.actor import Actor
from socle.saisines.domain.access import may_open_any
from socle.saisines.queries import cases
from socle.saisines.queries import figures as queries
from socle.saisines.web.pages import cases as case_pages
from socle.saisines.web.pages import figures as pages
from socle.saisines.web.pages.doors import trail

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@require_GET
def figures(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Month by month, what was answered within its clock; `format=csv` gives the same as a file."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_open_any(actor).or_raise()
    with transaction(actor) as at:
        doors = pages.doors(actor, at)
    if request.GET.get("format") == Format.CSV:
        return _as_csv(doors)
    labels = [one.label for one in queries.FIGURES.values()]
    context = {"doors": doors, "labels": labels, "breadcrumb": trail(("Délais tenus", ""))}
    return render(request, "saisines/figures.html", context)


def _as_csv(doors: list[dict[str, Any]]) -> StreamingHttpResponse:
    written = write_table(Format.CSV, pages.sheet(doors))
    answer = StreamingHttpResponse(written.content, content_type=written.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{written.filename}"'
    return answer


@require_GET
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """The cases behind one number, by the condition that counted them."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_open_any(actor).or_raise()
    if key not in queries.FIGURES:
        raise Http404
    with transaction(actor) as at:
        found = queries.behind(actor, at, key, door=request.GET.get("voie", ""), month=_month(request))
        page = Paginator(found.order_by("first_received_at", "id"), cases.PAGE).get_page(request.GET.get("page"))
        context = {
            "rows": case_pages.rows(list(page.object_list), actor, at),
            "title": queries.FIGURES[key].label,
            "links": case_pages.neighbours(page, request.GET),
            "breadcrumb": trail(("Délais tenus", reverse("saisines:figures")), (queries.FIGURES[key].label, "")),
        }
    return render(request, "saisines/figure.html", context)


def _month(request: HttpRequest) -> date | None:
    asked = MONTH.fullmatch(request.GET.get("mois", ""))
    return date(int(asked[1]), int(asked[2]), 1) if asked and int(asked[1]) > 1 else None
