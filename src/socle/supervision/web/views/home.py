from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from socle.database.transactions import transaction
from socle.habilitations.queries.supervised import lasting_rights
from socle.kernel.actor import Actor
from socle.supervision.domain.access import may
from socle.supervision.queries import audits as audit_queries
from socle.supervision.queries import failures as found
from socle.supervision.queries import questions
from socle.supervision.queries.parties import adhesions_with, is_taken_over
from socle.supervision.queries.portfolio import partner_lines
from socle.supervision.web.pages import audits as audit_pages
from socle.supervision.web.pages import failures as failure_pages
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
            "sampling": may(actor, "sample:draw"),
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
        adhesions = adhesions_with(actor, organisation_id, at)
        is_managed = is_taken_over(adhesions, organisation_id, at)
        rights = [right for one in adhesions for right in lasting_rights(one.id, organisation_id, at)]
        asked = questions.questions(actor, partner=organisation_id)
        failures = found.failures(actor, partner=organisation_id)
        measures = found.measures(actor, partner=organisation_id)
        audits = audit_queries.audits(actor, organisation_id)
    context = {
        "line": line,
        "adhesions": adhesions,
        "rights": rights,
        "rows": pages.rows(asked, at),
        "failures": failure_pages.failure_rows(failures),
        "measures": failure_pages.measure_rows(measures),
        "audits": audit_pages.audit_rows(audits),
        "auditing": may(actor, "audit:run"),
        "is_managed": is_managed,
        "granting": is_managed and may(actor, "measure:take"),
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
        awaiting = questions.awaiting_partner(actor)
        awaited = {row.id for row in awaiting}
        others = [row for row in questions.questions(actor) if row.id not in awaited]
        context = {
            "awaited": pages.rows(awaiting, at),
            "others": pages.rows(others, at),
            "failures": failure_pages.failure_rows(found.failures(actor)),
            "measures": failure_pages.measure_rows(found.measures(actor)),
            "audits": audit_pages.audit_rows(audit_queries.audits(actor)),
        }
    return render(request, "supervision/mine.html", context)
