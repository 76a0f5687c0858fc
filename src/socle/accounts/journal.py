"""The traces of identity: every act from sign-in to sign-out (MCP-31), even before there is an actor."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from socle.accounts.domain.client import Client
from socle.accounts.facts import Found, HeldLink
from socle.accounts.queries import memberships_of
from socle.kernel.actor import Actor
from socle.traces import actions as traces
from socle.traces.domain.author import Author


def author_of(found: Found | HeldLink | None, client: Client, account_id: UUID | None = None) -> Author:
    """Who acts before any sign-in: the account's person, in the organisation used last, as far as it is known."""
    known = found.account_id if found else account_id
    memberships = memberships_of(known) if known else []
    place = memberships[0] if memberships else None
    return Author(
        organisation_id=place.organisation_id if place else None,
        organisation_name=place.organisation_name if place else "",
        membership_id=place.membership_id if place else None,
        person_id=found.person_id if found else None,
        person_name=found.person_name if found else "",
        account_id=found.account_id if found else None,
        channel=client.channel,
        request_id=client.request_id,
    )


def note(
    tag: str,
    at: datetime,
    author: Actor | Author,
    *,
    outcome: str = "done",
    subject: tuple[UUID, str] | None = None,
    **payload: object,
) -> None:
    """Trace an act of identity; `subject` is the person it is about, when not its author."""
    person_id, name = subject or ("", "")
    traces.record(
        tag,
        actor=author,
        at=at,
        outcome=outcome,
        subject_kind="person" if subject else "",
        subject_id=str(person_id),
        subject_label=name,
        payload=payload,
    )
