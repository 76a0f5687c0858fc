"""The secret address of a person's calendar: opened, told once, revoked at any time."""

from __future__ import annotations

from datetime import datetime

from socle.accounts.tokens import hash_token, new_token
from socle.conventions.domain.access import may_list
from socle.conventions.models import CalendarFeed
from socle.kernel.actor import Actor
from socle.traces import actions as traces


def open_feed(*, actor: Actor, at: datetime) -> str:
    """A new address for the actor's membership, which revokes the former one; the token, told this once."""
    may_list(actor).or_raise()
    revoke_feed(actor=actor, at=at)
    token = new_token()
    CalendarFeed.objects.create(
        organisation_id=actor.organisation_id,
        membership_id=actor.membership_id,
        person_id=actor.person_id,
        token_hash=hash_token(token),
        opened_at=at,
    )
    traces.record("convention:feed:opened", actor=actor, at=at)
    return token


def revoke_feed(*, actor: Actor, at: datetime) -> bool:
    """Close the actor's address; whether there was one."""
    rows = CalendarFeed.objects.filter(membership_id=actor.membership_id, revoked_at=None)
    is_closed = bool(rows.update(revoked_at=at))
    if is_closed:
        traces.record("convention:feed:revoked", actor=actor, at=at)
    return is_closed
