"""Who is behind a cookie or a bearer token, judged by the database's clock at each use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from socle.accounts import facts
from socle.accounts.domain import policy, session
from socle.accounts.domain.session import SessionFacts, TokenFacts
from socle.accounts.domain.states import CONFIRMED_BY_CODE, AccountState
from socle.accounts.tokens import hash_token
from socle.kernel.identifiers import uuid_of

SESSION_SCOPE = "session"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who acts, for whom, until the database says otherwise at the next request."""

    account_id: UUID
    person_id: UUID
    person_name: str
    membership_id: UUID
    organisation_id: UUID
    organisation_kind: str
    organisation_name: str
    sign_in_id: UUID | None
    step_up_at: datetime | None
    scope: str


@dataclass(frozen=True, slots=True)
class Membership:
    """An organisation the account's person works for today."""

    membership_id: UUID
    organisation_id: UUID
    organisation_kind: str
    organisation_name: str
    function: str
    last_used_at: datetime | None


def resolve_session(token: str) -> Identity | None:
    """The identity of a sign-in cookie, None once it no longer holds; judged by the database's clock (R12)."""
    if not token:
        return None
    hashed = hash_token(token)
    held = facts.session(hashed)
    if held is None:
        return None
    known = SessionFacts(
        AccountState(held.account_state), held.is_member, held.created_at, held.last_seen_at, held.ended_at
    )
    if not session.decide(known, held.checked_at):
        return None
    if held.checked_at >= held.last_seen_at + policy.SEEN_EVERY:
        facts.seen(hashed)
    return _identity(held, sign_in_id=held.sign_in_id, step_up_at=held.step_up_at, scope=SESSION_SCOPE)


def resolve_token(token: str, organisation: str | UUID | None = None) -> Identity | None:
    """The identity of a bearer token; `organisation` chooses among the memberships of its owner (MCP-29).

    A token that changes anything was created with a code: it counts as an identity confirmed now.
    """
    chosen = uuid_of(str(organisation)) if organisation else None
    if not token or (organisation and chosen is None):
        return None
    held = facts.token(hash_token(token), chosen)
    if held is None:
        return None
    known = TokenFacts(AccountState(held.account_state), held.is_member, held.expires_at, held.revoked_at)
    if not session.decide_token(known, held.checked_at):
        return None
    step_up_at = held.checked_at if held.scope in CONFIRMED_BY_CODE else None
    return _identity(held, sign_in_id=None, step_up_at=step_up_at, scope=held.scope)


def memberships_of(account_id: UUID) -> list[Membership]:
    """Where the account's person works today, the last used first."""
    with connection.cursor() as cursor:
        cursor.execute("select * from accounts_memberships(%s)", [account_id])
        return [Membership(*row) for row in cursor.fetchall()]


def _identity(held: facts.Holder, *, sign_in_id: UUID | None, step_up_at: datetime | None, scope: str) -> Identity:
    return Identity(
        account_id=held.account_id,
        person_id=held.person_id,
        person_name=held.person_name,
        membership_id=held.membership_id,
        organisation_id=held.organisation_id,
        organisation_kind=held.organisation_kind,
        organisation_name=held.organisation_name,
        sign_in_id=sign_in_id,
        step_up_at=step_up_at,
        scope=scope,
    )
