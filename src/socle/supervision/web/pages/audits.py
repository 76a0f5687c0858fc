"""Audits: their sheet, each finding with its exchange and the steps that may be taken."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from socle.kernel.actor import Actor
from socle.supervision.actions.auditing import decide_audit, decide_finding
from socle.supervision.domain import audits, findings
from socle.supervision.domain.findings import SEVERITY_LABELS, FindingState, Severity
from socle.supervision.models import Audit, Sample
from socle.supervision.queries.audits import AuditSheet
from socle.supervision.web.pages.questions import SAMPLE_TEXT, Lines
from socle.theme.templatetags.theme import french_date

TONES = {"open": ("info", "search"), "reported": ("warning", "send"), "closed": ("success", "circle-check")}
FINDING_TONES = {
    FindingState.ASKED: ("warning", "clock"),
    FindingState.ANSWERED: ("info", "inbox"),
    FindingState.ACCEPTED: ("success", "circle-check"),
}
BUTTONS = {
    "report": ("Remettre les constats au partenaire", "primary", "send"),
    "close": ("Clore l'audit", "primary", "check"),
    "correct": ("Répondre au constat", "primary", "send"),
    "approve": ("Accepter la correction", "primary", "check"),
    "maintain": ("Maintenir le constat", "secondary", "scale"),
}
SAYS = {
    "correct": "Le partenaire répond",
    "approve": "La caisse accepte la correction",
    "maintain": "La caisse maintient le constat",
}


def sample_label(sample: Sample) -> str:
    return f"{sample.size} droits sur {sample.population}, le {french_date(sample.drawn_at)}"


def audit_badge(audit: Audit) -> dict[str, str]:
    tone, icon = TONES[audit.state]
    return {"label": audits.LABELS[audit.state], "tone": tone, "icon": icon}


def audit_rows(rows: list[Audit]) -> Lines:
    """The lines of a list of audits."""
    return [
        {
            "url": reverse("supervision:audit", args=[row.id]),
            "title": "Audit de la gestion déléguée",
            "partner": row.organisation.legal_name,
            "at": row.opened_at,
            "state": audit_badge(row),
        }
        for row in rows
    ]


def audit_lines(found: AuditSheet) -> Lines:
    """The sheet of an audit."""
    audit = found.audit
    lines: Lines = [
        {"term": "Périmètre", "text": audit.scope, "clause": audit.clause},
        {"term": "Période", "text": f"du {french_date(audit.since)} au {french_date(audit.until)}"},
        {"term": "Ouvert par", "text": found.opened_by},
        {"term": "Ouvert le", "at": audit.opened_at},
    ]
    if found.sample:
        hint = f"graine {found.sample.seed}"
        lines.append({"term": "Échantillon", "text": sample_label(found.sample), "hint": hint})
    if audit.closed_at:
        lines += [{"term": "Clos le", "at": audit.closed_at}, {"term": "Conclusion", "text": audit.conclusion}]
    return lines


def finding_lines(found: AuditSheet, actor: Actor) -> Lines:
    """Each finding: its sheet, what was said, and the steps of this side."""
    return [
        {
            "row": row,
            "title": f"Constat n° {rank} : {SEVERITY_LABELS[Severity(row.severity)]}",
            "state": _badge(row.state),
            "lines": [
                {"term": "Constat", "text": row.observed, "clause": row.clause},
                {"term": "Preuve", "text": row.evidence},
                {"term": "Correction demandée", "text": row.correction, "hint": f"pour le {french_date(row.due_on)}"},
            ],
            "events": [
                {"title": SAYS[one.step], "at": one.said_at, "text": one.text, "icon": BUTTONS[one.step][2]}
                for one in said
            ],
            "steps": [
                _step(name) for name in findings.LIFECYCLE.steps if decide_finding(name, row, actor, SAMPLE_TEXT)
            ],
        }
        for rank, (row, said) in enumerate(found.findings, 1)
    ]


def audit_steps(found: AuditSheet, actor: Actor) -> Lines:
    """The steps of the audit itself; a partner, whose sheet is empty before the hand-over, has none."""
    rows = [row for row, _ in found.findings]
    names = audits.LIFECYCLE.steps
    return [_step(name) for name in names if decide_audit(name, found.audit, rows, actor, SAMPLE_TEXT)]


def _badge(state: str) -> dict[str, str]:
    tone, icon = FINDING_TONES[FindingState(state)]
    return {"label": findings.LABELS[state], "tone": tone, "icon": icon}


def _step(name: str) -> dict[str, Any]:
    label, kind, icon = BUTTONS[name]
    return {"name": name, "label": label, "kind": kind, "icon": icon}
