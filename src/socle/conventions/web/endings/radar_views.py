from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from socle.conventions.domain.access import may_list
from socle.conventions.domain.radar import Horizon
from socle.conventions.queries.radar import dossier as dossier_of
from socle.conventions.queries.radar import radar as radar_of
from socle.conventions.web.endings import radar_pages as pages
from socle.conventions.web.endings.losses import records_of
from socle.conventions.web.own import own_convention
from socle.conventions.web.sheet import trail
from socle.database.transactions import transaction
from socle.kernel.actor import Actor
from socle.papers.printing import pdf_of
from socle.theme.asof import moment_of
from socle.theme.attachments import attachment

WITHIN = {str(one.value): one.value for one in Horizon}


@require_GET
def radar(request: HttpRequest) -> HttpResponse:
    """The renewals to come in every convention of the body, the nearest last useful day first."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_list(actor).or_raise()
    within = WITHIN.get(request.GET.get("avant", ""))
    with transaction(actor) as at:
        moment = moment_of(request.GET, at)
        total, found = radar_of(actor, moment.at, within=within)
    context = {
        "moment": moment,
        "columns": pages.COLUMNS,
        "rows": pages.rows(found, moment),
        "total": total,
        "tabs": pages.tabs(within, moment),
        "is_filtered": within is not None,
    }
    return render(request, "conventions/radar.html", context)


@require_GET
def renewal(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """The file of a decision: renew or object; a page, or a paper."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        moment = moment_of(request.GET, at)
        found = dossier_of(convention, moment.at)
        panels = records_of(convention, actor, moment.at)
    context = pages.dossier(convention, found) | {
        "moment": moment,
        "convention": convention,
        "panels": panels,
        "breadcrumb": trail(convention, "Dossier de décision"),
    }
    if request.GET.get("format") == "pdf":
        paper = pdf_of("conventions/renewal_paper.html", context, title=f"Reconduire ou dénoncer : {convention.title}")
        return attachment(paper, "application/pdf", f"reconduction-{convention.slug}.pdf")
    return render(request, "conventions/renewal.html", context)
