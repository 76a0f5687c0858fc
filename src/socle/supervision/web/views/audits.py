from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from socle.database.transactions import run, transaction
from socle.kernel.actor import Actor
from socle.kernel.decision import Refused
from socle.kernel.identifiers import uuid_of
from socle.papers.printing import pdf_of
from socle.supervision.actions.auditing import (
    AuditWish,
    Observation,
    move_audit,
    move_finding,
    open_audit,
    record_finding,
)
from socle.supervision.domain.access import may, may_follow
from socle.supervision.domain.findings import Severity
from socle.supervision.models import Audit
from socle.supervision.queries import audits as queries
from socle.supervision.queries import samples
from socle.supervision.queries.failures import adhesions_to_sanction
from socle.supervision.web.forms import AnswerForm, AuditForm, FindingForm
from socle.supervision.web.pages import audits as pages
from socle.supervision.web.pages.questions import trail
from socle.theme.attachments import attachment
from socle.traces.actions import record_refusal


@require_http_methods(["GET", "POST"])
def new_audit(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Open an audit of one partner."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    may(actor, "audit:run").or_raise()
    with transaction(actor) as at:
        adhesions = adhesions_to_sanction(actor, organisation_id, at)
        drawn = samples.samples(actor, organisation_id)
    if not adhesions:
        raise Http404
    form = AuditForm(
        request.POST or None,
        conventions=[(str(one.id), one.label) for one in adhesions],
        samples=[(str(one.id), pages.sample_label(one)) for one in drawn],
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = run(actor, lambda at: open_audit(_wish(organisation_id, form), actor=actor, at=at))
        except Refused as error:
            record_refusal(error, actor=actor)
            form.add_error(None, error.decision.line)
        else:
            return redirect("supervision:audit", made.id)
    context = {"form": form, "organisation_id": organisation_id, "breadcrumb": trail(("Ouvrir un audit", ""))}
    return render(request, "supervision/audit_new.html", context)


def _wish(organisation_id: UUID, form: AuditForm) -> AuditWish:
    given = form.cleaned_data
    return AuditWish(
        organisation_id=organisation_id,
        convention_id=UUID(given["convention"]),
        scope=given["perimetre"],
        since=given["du"],
        until=given["au"],
        sample_id=UUID(given["echantillon"]) if given["echantillon"] else None,
    )


def _audit(audit_id: UUID, actor: Actor) -> Audit:
    row = queries.audit_of(audit_id, actor)
    if row is None:
        raise Http404
    may_follow(actor).or_raise()
    return row


@require_http_methods(["GET", "POST"])
def audit(request: HttpRequest, audit_id: UUID) -> HttpResponse:
    """An audit on both sides: findings, answers, closing."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        row = _audit(audit_id, actor)
    step = request.POST.get("etape", "")
    finding = FindingForm(request.POST if step == "record" else None)
    form = AnswerForm(request.POST if request.method == "POST" and step != "record" else None)
    if request.method == "POST" and (finding.is_valid() if step == "record" else form.is_valid()):
        try:
            _act(request, actor, audit_id, step, finding, form)
        except Refused as error:
            record_refusal(error, actor=actor)
            (finding if step == "record" else form).add_error(None, error.decision.line)
        else:
            messages.success(request, "C'est enregistré.")
            return redirect("supervision:audit", audit_id)
    return _page(request, actor, row, finding, form)


def _act(request: HttpRequest, actor: Actor, audit_id: UUID, step: str, finding: FindingForm, form: AnswerForm) -> None:
    if step == "record":
        seen = _seen(finding)
        run(actor, lambda at: record_finding(audit_id, seen, actor=actor, at=at))
    elif concerned := uuid_of(request.POST.get("constat_id", "")):
        text = form.cleaned_data["texte"]
        run(actor, lambda at: move_finding(concerned, step, text, actor=actor, at=at))
    else:
        text = form.cleaned_data["texte"]
        run(actor, lambda at: move_audit(audit_id, step, text, actor=actor, at=at))


def _seen(form: FindingForm) -> Observation:
    given = form.cleaned_data
    return Observation(
        severity=Severity(given["gravite"]),
        observed=given["constat"],
        evidence=given["preuve"],
        clause=given["clause"],
        correction=given["correction"],
        due_on=given["pour_le"],
    )


def _page(request: HttpRequest, actor: Actor, row: Audit, finding: FindingForm, form: AnswerForm) -> HttpResponse:
    with transaction(actor):
        found = queries.sheet(row, actor)
        steps = pages.audit_steps(found, actor)
        lines = pages.finding_lines(found, actor)
    context = {
        "row": row,
        "status": pages.audit_badge(row),
        "lines": pages.audit_lines(found),
        "findings": lines,
        "steps": steps,
        "finding_form": finding if row.state == "open" and may(actor, "audit:run") else None,
        "form": form,
        "breadcrumb": trail((row.organisation.legal_name, ""), is_caisse=actor.is_caisse),
    }
    return render(request, "supervision/audit.html", context, status=403 if form.errors or finding.errors else 200)


@require_GET
def report(request: HttpRequest, audit_id: UUID) -> HttpResponse:
    """The audit as a paper: what was seen, asked, answered and concluded."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    with transaction(actor):
        row = _audit(audit_id, actor)
        found = queries.sheet(row, actor)
        context = {"lines": pages.audit_lines(found), "findings": pages.finding_lines(found, actor), "row": row}
    title = f"Audit de la gestion déléguée, {row.organisation.legal_name}"
    paper = pdf_of("supervision/audit_paper.html", context, title=title)
    return attachment(paper, "application/pdf", f"audit-{row.opened_at:%Y-%m-%d}.pdf")
