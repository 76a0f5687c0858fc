"""Audits as each side reads them: the partner sees findings once they are handed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from socle.kernel.actor import Actor
from socle.organismes.queries import names_of_people
from socle.supervision.domain.audits import AuditState
from socle.supervision.domain.findings import FindingState
from socle.supervision.models import Audit, Finding, Sample, Statement
from socle.supervision.queries.parties import visible_to

MOST = 200


@dataclass(frozen=True, slots=True)
class AuditSheet:
    """An audit, its findings with what was said of each, and its sample."""

    audit: Audit
    findings: tuple[tuple[Finding, tuple[Statement, ...]], ...]
    sample: Sample | None
    opened_by: str


def _visible(actor: Actor) -> QuerySet[Audit]:
    return Audit.objects.filter(visible_to(actor)).select_related("organisation", "caisse")


def audits(actor: Actor, partner: UUID | None = None) -> list[Audit]:
    """Audits by the actor's caisse, or of the actor's body, the latest first."""
    rows = _visible(actor)
    if partner:
        rows = rows.filter(organisation_id=partner)
    return list(rows.order_by("-opened_at", "id")[:MOST])


def audit_of(audit_id: UUID, actor: Actor) -> Audit | None:
    return _visible(actor).filter(id=audit_id).first()


def sheet(audit: Audit, actor: Actor) -> AuditSheet:
    """The audit as this side may read it."""
    is_shown = actor.is_caisse or audit.state != AuditState.OPEN
    findings = (
        list(Finding.objects.filter(audit_id=audit.id).select_related("audit").order_by("recorded_at", "id"))
        if is_shown
        else []
    )
    said: dict[UUID | None, list[Statement]] = {}
    for one in Statement.objects.filter(finding_id__in=[row.id for row in findings]).order_by("said_at", "id"):
        said.setdefault(one.finding_id, []).append(one)
    names = names_of_people({audit.opened_by_id})
    return AuditSheet(
        audit,
        tuple((row, tuple(said.get(row.id, ()))) for row in findings),
        Sample.objects.defer("population_list").filter(id=audit.sample_id).first() if audit.sample_id else None,
        names.get(audit.opened_by_id, audit.caisse.legal_name),
    )


def corrections_awaited(actor: Actor) -> Sequence[Finding]:
    """Findings handed over whose correction the partner has to answer, the nearest day first."""
    rows = Finding.objects.filter(
        organisation_id=actor.organisation_id, state=FindingState.ASKED, audit__state=AuditState.REPORTED
    )
    return list(rows.order_by("due_on", "id")[:MOST])


def corrections_to_read(actor: Actor) -> Sequence[Finding]:
    """Answers to findings that the caisse has to read."""
    rows = Finding.objects.filter(caisse_id=actor.organisation_id, state=FindingState.ANSWERED)
    return list(rows.select_related("organisation").order_by("due_on", "id")[:MOST])
