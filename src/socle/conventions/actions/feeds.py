"""The secret address of a person's calendar: opened, told once, revoked at any time."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from socle.conventions.domain.access import may_list
from socle.conventions.models import CalendarFeed
from socle.kernel.actor import Actor
from socle.traces import actions as traces

BYTES = 32
LONGEST = 100


def hash_of(token: str) -> bytes:
    """What the database keeps; a token has 256 bits of chance, so nothing slower is needed."""
    return hashlib.sha256(token[:LONGEST].encode("utf-8", "replace")).digest()


def open_feed(*, actor: Actor, at: datetime) -> str:
    """A new address for the actor's membership, which revokes the former one; the token, told this once."""
    may_list(actor).or_raise()
    revoke_feed(actor=actor, at=at)
    token = secrets.token_urlsafe(BYTES)
    CalendarFeed.objects.create(
        organisation_id=actor.organisation_id,
        membership_id=actor.membership_id,
        person_id=actor.person_id,
        token_hash=hash_of(token),
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
