from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from socle.conventions.queries.adhesions import adhesions_of
from socle.database.transactions import transaction
from socle.habilitations.queries.supervised import lasting_rights
from socle.kernel.actor import Actor
from socle.supervision.domain.access import may
from socle.supervision.queries import questions
from socle.supervision.queries.portfolio import partner_lines
from socle.supervision.web.pages import questions as pages
from socle.supervision.web.pages.partners import partners_page


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The portfolio of a caisse: late answers first."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "partner:supervise").or_raise()
    with transaction(actor) as at:
        lines = partner_lines(actor, at)
        shown = partners_page(lines, request.GET)
        late = questions.late(questions.awaiting_partner(actor), at)
        to_read = questions.awaiting_caisse(actor)
        context = {
            **shown,
            "late": pages.rows(late, at),
            "to_read": pages.rows(to_read, at),
            "asked": sum(line.asked for line in lines),
            "measures": sum(line.measures for line in lines),
        }
    return render(request, "supervision/home.html", context)


@require_GET
def partner(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """One partner: its rights to question, and everything that was asked."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "partner:supervise").or_raise()
    with transaction(actor) as at:
        line = next((one for one in partner_lines(actor, at) if one.id == organisation_id), None)
        if line is None:
            raise Http404
        adhesions = [one for one in adhesions_of(organisation_id, at) if one.caisse_id == actor.organisation_id]
        rights = [right for one in adhesions for right in lasting_rights(one.id, organisation_id, at)]
        asked = questions.questions(actor, partner=organisation_id)
    context = {
        "line": line,
        "adhesions": adhesions,
        "rights": rights,
        "rows": pages.rows(asked, at),
        "asking": may(actor, "question:ask"),
        "breadcrumb": pages.trail((line.name, "")),
    }
    return render(request, "supervision/partner.html", context)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What the caisse asks the partner, and what it decided."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "question:answer").or_raise()
    with transaction(actor) as at:
        found = questions.awaiting_partner(actor)
        awaited = {row.id for row in found}
        others = [row for row in questions.questions(actor) if row.id not in awaited]
        context = {"awaited": pages.rows(found, at), "others": pages.rows(others, at), "at": at}
    return render(request, "supervision/mine.html", context)
