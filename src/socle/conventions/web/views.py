from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from socle.conventions.actions.viewing import record_view
from socle.conventions.domain.access import may_amend, may_list, may_prepare
from socle.conventions.domain.light import law_clause
from socle.conventions.panels import additions
from socle.conventions.queries import pages, portfolio
from socle.conventions.queries.drafts import drafts_of_convention
from socle.conventions.web import comparisons, forms, sheet, terms
from socle.conventions.web.endings.card import card_of
from socle.conventions.web.moment import moment_of
from socle.conventions.web.own import own_convention
from socle.database.transactions import transaction
from socle.kernel.actor import Actor

LIST_COLUMNS = ("Convention", "Avec", "Famille", "Numéro", "État", "En vigueur depuis", "Prochaine date")


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may_list(actor).or_raise()
    query = request.GET
    words, family, state = query.get("q", "").strip()[:80], query.get("famille", ""), query.get("etat", "")
    wanted = portfolio.ConventionFilter(words, family, state)
    with transaction(actor) as at:
        page, lines = portfolio.convention_page(actor, at, wanted, query.get("page", "1"))
    context = {
        "summary": sheet.summary(page, len(lines)),
        "columns": LIST_COLUMNS,
        "rows": [sheet.list_row(line) for line in lines],
        "form": forms.ConventionFilterForm({"q": words, "famille": family, "etat": state}),
        "is_filtered": wanted != portfolio.ConventionFilter(),
        "links": sheet.page_links(page, query),
        "is_caisse": actor.is_caisse,
        "prepares": bool(may_prepare(actor)),
    }
    return render(request, "conventions/list.html", context)


@require_GET
def detail(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    wanted = terms.TermFilter.of(request.GET)
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        moment = moment_of(request, convention, at)
        found = pages.convention_sheet(convention, actor, moment.at)
        subject = sheet.subject_of(found)
        panels = [panel for give in additions().sheets if (panel := give(actor, subject, moment.at))]
        prepared = drafts_of_convention(convention_id) if may_prepare(actor) else None
        ending = card_of(found, actor, moment.at)
        record_view(convention, actor=actor, at=at, as_of=moment.day)
    context = {
        **sheet.page(found),
        **ending,
        "drafts": prepared,
        "opens_drafts": actor.organisation_id == convention.organisation_id,
        "panels": panels,
        "comparisons": comparisons.rows(found.read.all, convention_id, moment.query),
        "moment": moment,
        "sections": terms.sections(found, wanted, moment.query),
        "form": forms.term_filter(request.GET, wanted, found),
        "is_filtered": not wanted.is_empty,
    }
    return render(request, "conventions/detail.html", context)


@require_GET
def term(request: HttpRequest, convention_id: UUID, term_key: str) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor) as at:
        convention = own_convention(convention_id, actor)
        moment = moment_of(request, convention, at)
        found = pages.convention_sheet(convention, actor, moment.at)
        versions = pages.versions_of(convention_id, term_key)
        if not versions:
            raise Http404
        item = found.item(term_key)
        subject = sheet.subject_of(found)
        panels = [
            panel
            for give in additions().dependents
            if item and (panel := give(actor, subject, term_key, item.term.body, moment.at))
        ]
        record_view(convention, actor=actor, at=at, as_of=moment.day)
    context = {**sheet.term_page(found, item, versions), "panels": panels, "moment": moment}
    context["may_void"] = item and may_amend(actor, convention.organisation_id) and law_clause(found.read.all)
    return render(request, "conventions/term.html", context)
