"""Record a signed avenant over a signed convention: new rows, a range to come, and nothing else (MCP-05)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from socle.conventions.actions.ending import move_text_end
from socle.conventions.actions.journal import trace_on
from socle.conventions.actions.signing import digest_of, record_documents, record_terms
from socle.conventions.domain.access import may_amend
from socle.conventions.domain.agenda import state_at
from socle.conventions.domain.avenant import amend_decision, change_clause, known_before, read_avenant
from socle.conventions.domain.convention import Avenant
from socle.conventions.domain.convention import Convention as Whole
from socle.conventions.domain.force import avenant_rows, midnight
from socle.conventions.domain.life import State, last_day
from socle.conventions.models import Act, Convention, ConventionDocument
from socle.conventions.queries.whole import whole
from socle.database.constraints import register
from socle.kernel import decision as kernel
from socle.kernel.actor import Actor
from socle.kernel.deadlines import Calendar
from socle.kernel.decision import Refused, refuse

register(
    "act_number_once",
    refuse(
        "avenant_exists",
        "Cet avenant vient d'être enregistré par quelqu'un d'autre.",
        fix="Relisez la convention : l'avenant y figure déjà.",
    ),
)


def amend(convention_id: UUID, text: str, *, actor: Actor | None, at: datetime) -> Act:
    """Record an avenant that everybody signed; the highest act wins from its first instant, and not before."""
    convention = Convention.objects.select_related("organisation").get(pk=convention_id)
    attempted = kernel.Act(
        "convention:avenant:refused", "convention", str(convention.id), convention.title, convention.organisation_id
    )
    if actor is not None:
        may_amend(actor, convention.organisation_id).or_raise(attempted)
    Convention.objects.select_for_update().only("id").get(pk=convention_id)
    _not_over(convention, at).or_raise(attempted)
    before = whole(convention)
    avenant, after = _sound(text, before, attempted)
    calendar = Calendar(before.territory or "FR")
    amend_decision(avenant, before, calendar.day_of(at)).or_raise(attempted)
    act = _act(convention, avenant, text, calendar, at)
    known = {term.id: term for term in known_before(before)}
    rows = list(avenant_rows(avenant, known, before.starts_on or avenant.effective_on, calendar))
    record_terms(convention, {avenant.number: act.id}, rows)
    _record_papers(convention, avenant, after)
    _move_end(convention, before, after, calendar)
    payload = {
        "act": avenant.number,
        "signed_on": avenant.signed_on.isoformat(),
        "effective_on": avenant.effective_on.isoformat(),
        "terms": len(rows),
        **({"documents": len(avenant.documents)} if avenant.documents else {}),
        "digest": act.sha256,
    }
    trace_on(convention, "convention:avenant:signed", payload, actor=actor, at=at, clause=change_clause(before))
    return act


def _not_over(convention: Convention, at: datetime) -> kernel.Decision:
    """What has ended is not changed: it is replaced."""
    if state_at(convention.effective_at, convention.ends_at, at) is not State.OVER:
        return kernel.ALLOWED
    reason = f"La convention a pris fin le {convention.ends_at:%d/%m/%Y}."
    return refuse("convention_over", reason, fix="Signez une convention nouvelle.")


def _sound(text: str, before: Whole, attempted: kernel.Act) -> tuple[Avenant, Whole]:
    read = read_avenant(text, before)
    if read.avenant is not None and read.after is not None:
        return read.avenant, read.after
    first = read.errors[0]
    reason = f"Ligne {first.line} : {first.what}."
    raise Refused(refuse("text_not_sound", reason, clause=change_clause(before), fix=f"{first.remedy}."), attempted)


def _act(convention: Convention, avenant: Avenant, text: str, calendar: Calendar, at: datetime) -> Act:
    return Act.objects.create(
        organisation_id=convention.organisation_id,
        convention=convention,
        number=avenant.number,
        signed_on=avenant.signed_on,
        title=avenant.title,
        effective_at=midnight(avenant.effective_on, calendar),
        recorded_at=at,
        text=text,
        sha256=digest_of(text),
    )


def _record_papers(convention: Convention, avenant: Avenant, after: Whole) -> None:
    """The papers that the avenant brings: new rows, and what it says of those that the tree foresaw."""
    foreseen = {row.key: row for row in ConventionDocument.objects.filter(convention=convention)}
    for paper in avenant.documents:
        if row := foreseen.get(paper.id):
            row.title, row.signed_on, row.received_on = paper.title, paper.signed_on, paper.received_on
            row.save(update_fields=["title", "signed_on", "received_on"])
    added = [paper for paper in avenant.documents if paper.id not in foreseen]
    record_documents(convention, added, after.documents)


def _move_end(convention: Convention, before: Whole, after: Whole, calendar: Calendar) -> None:
    """An avenant that changes the duration or the renewal moves the written end; an announced one stays the first."""
    end = last_day(after)
    if end != last_day(before):
        move_text_end(convention, midnight(end + timedelta(days=1), calendar) if end else None)
