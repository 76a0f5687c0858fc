"""MCP-25: an audit has a scope, a sample, findings handed over, corrections answered, and a closing."""

from __future__ import annotations

from datetime import date

import pytest

from socle.conventions.domain.kinds.audit import Audited
from socle.database.transactions import transaction
from socle.kernel.decision import Refused
from socle.supervision.actions.auditing import (
    AuditWish,
    Observation,
    move_audit,
    move_finding,
    open_audit,
    record_finding,
)
from socle.supervision.domain.findings import Severity
from socle.supervision.queries.audits import sheet
from socle.supervision.room import todos
from tests.browsing import browser_of, check_page
from tests.supervision.bodies import amended

pytestmark = pytest.mark.django_db
SEEN = Observation(
    Severity.MAJOR,
    "Deux droits sans mission.",
    "trace 12",
    "contrat de service, 2.2.1",
    "Les retirer.",
    date(2027, 1, 15),
)


def audited(body, actor=None, **changes):
    who = actor or body.supervisor
    wish = {
        "organisation_id": body.partner.organisation.id,
        "convention_id": body.convention.id,
        "scope": "Attributions et retraits",
        "since": date(2026, 1, 1),
        "until": date(2026, 6, 30),
    } | changes
    with transaction(who) as at:
        return open_audit(AuditWish(**wish), actor=who, at=at)


def found(body, audit, seen=SEEN):
    with transaction(body.supervisor) as at:
        return record_finding(audit.id, seen, actor=body.supervisor, at=at)


def audit_step(body, audit, step, conclusion=""):
    with transaction(body.supervisor) as at:
        return move_audit(audit.id, step, conclusion, actor=body.supervisor, at=at)


def finding_step(actor, finding, step, text="Droits retirés le 12 décembre.", **given):
    with transaction(actor) as at:
        return move_finding(finding.id, step, text, actor=actor, at=at, **given)


def test_a_whole_audit(body):
    audit = audited(body)
    finding = found(body, audit)
    with transaction(body.principal):
        assert sheet(audit, body.principal).findings == ()
    with pytest.raises(Refused) as early:
        finding_step(body.principal, finding, "correct")

    audit_step(body, audit, "report")
    with transaction(body.principal) as at:
        assert len(sheet(audit_again(audit), body.principal).findings) == 1
        assert "constat d'audit" in todos(body.principal, at)[0].title
    finding_step(body.principal, finding, "correct")
    with pytest.raises(Refused) as open_still:
        audit_step(body, audit, "close", "Conforme.")
    kept = finding_step(body.supervisor, finding, "maintain", "Un droit reste.", due_on=date(2027, 2, 1))
    finding_step(body.principal, finding, "correct")
    finding_step(body.supervisor, finding, "approve", "")
    closed = audit_step(body, audit, "close", "Conforme après correction.")

    assert early.value.decision.code == "answer_missing"
    assert open_still.value.decision.code == "corrections_awaited"
    assert (kept.state, kept.due_on) == ("asked", date(2027, 2, 1))
    assert closed.state == "closed"
    assert closed.clause == "convention, 9.1"


def audit_again(audit):
    audit.refresh_from_db()
    return audit


def test_an_audit_is_one_the_convention_writes(body, owner):
    """Changing the term changes the decision."""
    with owner():
        amended(body, "audit", over=Audited.CAISSE.value)

    with pytest.raises(Refused) as refusal:
        audited(body)

    assert refusal.value.decision.code == "audit_unwritten"


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"scope": " "}, "scope_missing"), ({"since": date(2026, 7, 1)}, "scope_missing")],
)
def test_an_audit_has_a_scope_and_a_period(body, changes, code):
    with pytest.raises(Refused) as refusal:
        audited(body, **changes)

    assert refusal.value.decision.code == code


def test_only_the_supervisor_audits(body):
    for actor in (body.admin, body.principal):
        with pytest.raises(Refused) as refusal:
            audited(body, actor=actor)
        assert refusal.value.decision.code in {"permission_missing", "unknown_convention"}


def test_nothing_is_added_once_handed_over_and_a_finding_is_whole(body):
    audit = audited(body)
    with pytest.raises(Refused) as incomplete:
        found(body, audit, Observation(Severity.MINOR, "x", "", "c", "y", date(2027, 1, 1)))
    audit_step(body, audit, "report")
    with pytest.raises(Refused) as late:
        found(body, audit)

    assert incomplete.value.decision.code == "finding_incomplete"
    assert late.value.decision.code == "audit_reported"


def test_the_pages_of_an_audit_on_both_sides(body):
    caisse, partner = browser_of(body.supervisor), browser_of(body.principal)
    form = f"/supervision/partenaires/{body.partner.organisation.id}/audit/"
    given = {"convention": str(body.convention.id), "perimetre": "Attributions", "du": "2026-01-01", "au": "2026-06-30"}

    assert "Périmètre" in check_page(caisse.get(form))
    assert "commence avant de finir" in check_page(caisse.post(form, given | {"au": "2025-06-30"}))
    path = caisse.post(form, given)["Location"]
    seen = {
        "etape": "record",
        "gravite": "major",
        "constat": "Deux droits sans mission.",
        "preuve": "trace 12",
        "clause": "contrat de service, 2.2.1",
        "correction": "Les retirer.",
        "pour_le": "2027-01-15",
    }
    check_page(caisse.post(path, seen | {"preuve": ""}), 403)
    assert caisse.post(path, seen).status_code == 302
    assert "Aucun constat" in check_page(partner.get(path))
    assert caisse.post(path, {"etape": "report"}).status_code == 302
    assert "Deux droits sans mission" in check_page(partner.get(path))
    assert partner.post(path, {"etape": "close", "texte": "non"}).status_code == 404
    assert "Audits de la caisse" in check_page(partner.get("/questions-de-la-caisse/"))


def test_the_report_is_printed(body):
    audit = audited(body)
    found(body, audit)
    audit_step(body, audit, "report")

    answer = browser_of(body.principal).get(f"/supervision/audits/{audit.id}/rapport.pdf")

    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
