"""Announce a known problem or a planned stop, and end it; the partners' managers of services are told (MCP-40, 42)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.conventions.domain.rules.support import stop_announced_to
from socle.conventions.queries.contacts import contacts_of
from socle.conventions.queries.in_force import in_force
from socle.kernel.actor import Actor
from socle.kernel.decision import Act, first_refusal
from socle.saisines import emails
from socle.saisines.domain.access import may_post
from socle.saisines.domain.notices import CLAUSE, NoticeCase, NoticeKind, may_announce
from socle.saisines.models import Notice
from socle.traces import actions as traces

ANNOUNCED, ENDED = "saisine:notice:announced", "saisine:notice:ended"


def announce(case: NoticeCase, text: str, *, actor: Actor, at: datetime) -> Notice:
    """Say it to everybody at once: on the pages, and for a stop by mail to the contacts that the text names."""
    act = Act(ANNOUNCED, "saisine_notice", subject_label=case.title[:80], payload={"kind": case.kind.value})
    first_refusal((may_post(actor), may_announce(case, at))).or_raise(act)
    row = Notice.objects.create(
        organisation_id=actor.organisation_id,
        kind=case.kind.value,
        title=case.title.strip(),
        text=text.strip(),
        begins_at=case.begins,
        ends_at=case.ends,
        announced_at=at,
        announced_by_id=actor.person_id,
    )
    told = _tell(row, actor, at) if case.kind is NoticeKind.STOP else 0
    _trace(ANNOUNCED, row, actor, at, told=told)
    return row


def end(notice_id: UUID, *, actor: Actor, at: datetime) -> Notice:
    """The problem is solved, the stop is over or given up: it leaves the pages now."""
    row = Notice.objects.select_for_update().get(id=notice_id, organisation_id=actor.organisation_id)
    may_post(actor).or_raise(Act(ENDED, "saisine_notice", str(row.id), row.title, payload={"kind": row.kind}))
    row.begins_at = min(at, row.begins_at)
    row.ends_at = max(at, row.begins_at)
    _trace(ENDED, row, actor, at, told=0)
    row.save()
    return row


def _tell(row: Notice, actor: Actor, at: datetime) -> int:
    """One message by address, whatever the number of conventions."""
    addresses: dict[str, None] = {}
    for one in in_force(actor, ("availability",), at):
        role = stop_announced_to(one.terms)
        found = contacts_of(one.id) if role else ()
        addresses |= {contact.email: None for contact in found if contact.role is role and contact.email}
    for address in addresses:
        emails.tell_stop(address, row, at)
    return len(addresses)


def _trace(tag: str, row: Notice, actor: Actor, at: datetime, *, told: int) -> None:
    traces.record(
        tag,
        actor=actor,
        at=at,
        subject_kind="saisine_notice",
        subject_id=str(row.id),
        subject_label=row.title,
        clause=str(CLAUSE),
        payload={"kind": row.kind, **({"told": told} if told else {})},
    )
