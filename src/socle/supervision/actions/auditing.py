"""Open an audit, write its findings, hand them over, hear the answers, close it (MCP-25; convention 9.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from socle.conventions.domain.kinds.audit import Audited
from socle.conventions.domain.rules.control import audit_decision
from socle.conventions.domain.words import Side
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, Decision, first_refusal
from socle.organismes.queries import calendar_of
from socle.supervision import emails
from socle.supervision.actions.keeping import keep, trace
from socle.supervision.domain import audits, findings
from socle.supervision.domain.access import at_home, cited, may
from socle.supervision.domain.audits import AUDIT_CLAUSE, AuditCase, AuditState
from socle.supervision.domain.findings import FindingCase, FindingState, Severity
from socle.supervision.models import Audit, Finding
from socle.supervision.queries.parties import adhesions_with

OPENED, RECORDED = "supervision:audit:opened", "supervision:finding:recorded"
HANDED = "La caisse vous remet les constats d'un audit et attend vos corrections."


@dataclass(frozen=True, slots=True)
class AuditWish:
    """What is audited, over which period, with which sample."""

    organisation_id: UUID
    convention_id: UUID
    scope: str
    since: date
    until: date
    sample_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """A finding: how serious, what, the evidence, the clause, the correction asked and its day."""

    severity: Severity
    observed: str
    evidence: str
    clause: str
    correction: str
    due_on: date


def open_audit(wish: AuditWish, *, actor: Actor, at: datetime) -> Audit:
    """Open an audit that the convention gives the right to."""
    act = Act(OPENED, "organisation", str(wish.organisation_id))
    adhesions = adhesions_with(actor, wish.organisation_id, at)
    adhesion = next((one for one in adhesions if one.id == wish.convention_id), None)
    terms = adhesion.terms.as_domain() if adhesion else ()
    written = audit_decision(terms, Side.CAISSE, Audited.PARTNER) if adhesion else audits.UNKNOWN
    first_refusal((may(actor, "audit:run"), written, audits.bounded(wish.scope, wish.since, wish.until))).or_raise(act)
    audit = Audit(
        organisation_id=wish.organisation_id,
        caisse_id=actor.organisation_id,
        convention_id=wish.convention_id,
        scope=wish.scope.strip(),
        since=wish.since,
        until=wish.until,
        sample_id=wish.sample_id,
        state=AuditState.OPEN,
        clause=str(written.clause or AUDIT_CLAUSE),
        opened_at=at,
        opened_by_id=actor.person_id,
    )
    trace(OPENED, audit, {"audit": str(audit.id)}, clause=audit.clause, actor=actor, at=at)
    audit.save(force_insert=True)
    return audit


def locked(audit_id: UUID) -> Audit:
    """The audit, locked; Audit.DoesNotExist when the actor may not change it."""
    return Audit.objects.select_for_update(of=("self",)).select_related("organisation").get(id=audit_id)


def record_finding(audit_id: UUID, seen: Observation, *, actor: Actor, at: datetime) -> Finding:
    """Write a finding while the audit is open."""
    audit = locked(audit_id)
    first_refusal(
        (
            may(actor, "audit:run"),
            audits.still_written(AuditState(audit.state)),
            findings.complete((seen.observed, seen.evidence, seen.clause, seen.correction)),
        )
    ).or_raise(Act(RECORDED, "audit", str(audit.id)))
    finding = Finding(
        organisation_id=audit.organisation_id,
        caisse_id=audit.caisse_id,
        convention_id=audit.convention_id,
        audit=audit,
        severity=seen.severity,
        observed=seen.observed.strip(),
        evidence=seen.evidence.strip(),
        clause=seen.clause.strip()[:120],
        correction=seen.correction.strip(),
        due_on=seen.due_on,
        state=FindingState.ASKED,
        recorded_at=at,
        recorded_by_id=actor.person_id,
    )
    said = {"finding": str(finding.id), "severity": seen.severity.value, "due": seen.due_on.isoformat()}
    trace(RECORDED, audit, said, clause=audit.clause, actor=actor, at=at)
    finding.save(force_insert=True)
    return finding


def decide_audit(step: str, audit: Audit, found: Sequence[Finding], actor: Actor, conclusion: str = "") -> Decision:
    """Whether the actor may take this step of the audit, given all its findings."""
    states = [FindingState(one.state) for one in found]
    table = audits.LIFECYCLE.decide(step, AuditState(audit.state), actor.roles, AuditCase(states, conclusion))
    return cited(first_refusal((at_home(actor, audit.caisse_id, audit.caisse_id), table)))


def move_audit(audit_id: UUID, step: str, conclusion: str = "", *, actor: Actor, at: datetime) -> Audit:
    """Hand the findings over, or close."""
    audit = locked(audit_id)
    act = Act(audits.TAGS.get(step, OPENED), "audit", str(audit.id), payload={"audit": str(audit.id)})
    found = list(Finding.objects.filter(audit_id=audit.id))
    decide_audit(step, audit, found, actor, conclusion).or_raise(act)
    audit.state = audits.LIFECYCLE.steps[step].target
    if step == "report":
        audit.reported_at = at
        due_at = _due(found, audit, at)
        emails.tell_administrators(audit.organisation_id, audit.organisation.legal_name, HANDED, due_at, at)
    else:
        audit.conclusion, audit.closed_at, audit.closed_by_id = conclusion.strip(), at, actor.person_id
    said = {"audit": str(audit.id), "findings": len(found)}
    trace(audits.TAGS[step], audit, said, clause=audit.clause, actor=actor, at=at)
    audit.save()
    return audit


def _due(found: list[Finding], audit: Audit, at: datetime) -> datetime:
    if not found:
        return at
    day = min(one.due_on for one in found)
    return datetime(day.year, day.month, day.day, 23, 59, tzinfo=calendar_of(audit.caisse_id).zone)


def decide_finding(step: str, finding: Finding, actor: Actor, text: str = "") -> Decision:
    """Whether the actor may take this step of the finding."""
    case = FindingCase(is_reported=finding.audit.state != AuditState.OPEN, text=text)
    table = findings.LIFECYCLE.decide(step, FindingState(finding.state), actor.roles, case)
    return cited(first_refusal((at_home(actor, finding.organisation_id, finding.caisse_id), table)))


def move_finding(
    finding_id: UUID, step: str, text: str = "", *, due_on: date | None = None, actor: Actor, at: datetime
) -> Finding:
    """Answer a finding, accept the correction, or maintain the finding with its reason and perhaps another day."""
    rows = Finding.objects.select_for_update(of=("self",)).select_related("audit__organisation")
    finding = rows.get(id=finding_id)
    tag = findings.TAGS.get(step, findings.TAGS["correct"])
    act = Act(tag, "finding", str(finding.id), payload={"finding": str(finding.id)})
    decide_finding(step, finding, actor, text).or_raise(act)
    finding.state = findings.LIFECYCLE.steps[step].target
    if step == "maintain" and due_on:
        finding.due_on = due_on
    keep("finding", finding, step, text, actor=actor, at=at)
    said = {"finding": str(finding.id)}
    trace(findings.TAGS[step], finding.audit, said, clause=finding.audit.clause, actor=actor, at=at)
    finding.save(update_fields=["state", "due_on"])
    return finding
